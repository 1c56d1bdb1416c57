SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT k.id, k.name, k.description, k.visibility, k.kind, k.unit, k.frequency, k.value, k.value_on, k.state,
             k.archived_at, k.created_at
      FROM visible_kpis k
      WHERE k.org_id = $1 AND k.owner_id = $2
      ORDER BY k.created_at DESC) part
