SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT s.id, coalesce(o.title, k.name) AS thing, giver.name AS by, s.level, s.reason, s.created_at, s.ends_at
      FROM shares s
      LEFT JOIN visible_objectives o ON o.org_id = s.org_id AND o.id = s.objective_id
      LEFT JOIN visible_kpis k ON k.org_id = s.org_id AND k.id = s.kpi_id
      JOIN people giver ON giver.org_id = s.org_id AND giver.id = s.granted_by
      WHERE s.org_id = $1 AND s.person_id = $2 AND coalesce(o.id, k.id) IS NOT NULL
        AND s.revoked_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > now())
      ORDER BY s.created_at DESC) part
