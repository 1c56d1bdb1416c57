SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT k.id, o.title AS objective, k.title, k.kind, k.direction, k.start_value, k.target_value, k.unit, k.value,
             k.progress, k.last_on, k.created_at
      FROM key_results k
      JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
      WHERE k.org_id = $1 AND k.owner_id = $2
      ORDER BY k.created_at DESC) part
