-- Of somebody's plans what is for them to read: background for HR and managers is not, whoever takes it out.
SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT s.id, s.plan_id, s.kind, s.body, NULL::text AS by, NULL::timestamptz AS at
      FROM visible_improvement_sections s
      JOIN visible_improvement_plans v ON v.org_id = s.org_id AND v.id = s.plan_id
      WHERE s.org_id = $1 AND v.person_id = $2 AND s.audience = 'person'
      UNION ALL
      SELECT n.id, n.plan_id, 'note', n.body, n.author_name, n.created_at
      FROM visible_improvement_notes n
      JOIN visible_improvement_plans v ON v.org_id = n.org_id AND v.id = n.plan_id
      WHERE n.org_id = $1 AND v.person_id = $2 AND n.audience = 'person'
      UNION ALL
      SELECT a.id, a.plan_id, a.act, a.said, a.actor_name, a.created_at
      FROM visible_improvement_acts a
      JOIN visible_improvement_plans v ON v.org_id = a.org_id AND v.id = a.plan_id
      WHERE a.org_id = $1 AND v.person_id = $2 AND a.audience = 'person') part
ORDER BY part.plan_id, part.at NULLS FIRST, part.id
