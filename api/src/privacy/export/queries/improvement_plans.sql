SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT v.id, v.state, v.starts_on, v.ends_on, v.started_at, v.ended_at
      FROM visible_improvement_plans v
      WHERE v.org_id = $1 AND v.person_id = $2
      ORDER BY v.started_at DESC) part
