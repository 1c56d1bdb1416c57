SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT s.id, coalesce(o.title, k.name) AS thing, s.grantee_kind, p.name AS person, t.name AS team, s.level, s.reason,
             s.created_at, s.ends_at, s.revoked_at
      FROM shares s
      LEFT JOIN visible_objectives o ON o.org_id = s.org_id AND o.id = s.objective_id
      LEFT JOIN visible_kpis k ON k.org_id = s.org_id AND k.id = s.kpi_id
      LEFT JOIN people p ON p.org_id = s.org_id AND p.id = s.person_id
      LEFT JOIN teams t ON t.org_id = s.org_id AND t.id = s.team_id
      WHERE s.org_id = $1 AND s.granted_by = $2 AND coalesce(o.id, k.id) IS NOT NULL
      ORDER BY s.created_at DESC) part
