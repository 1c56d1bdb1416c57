SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT s.id, c.name AS competency, s.body, s.due_on, s.progress, s.agreed_by_person, s.agreed_by_manager,
             s.created_at
      FROM development_steps s
      JOIN visible_developments d ON d.org_id = s.org_id AND d.id = s.person_id
      LEFT JOIN competencies c ON c.org_id = s.org_id AND c.id = s.competency_id
      WHERE s.org_id = $1 AND s.person_id = $2
      ORDER BY s.created_at DESC) part
