SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT a.id, c.name AS competency, a.side, a.round, a.level, a.comment, assessor.name AS assessed_by, a.created_at
      FROM assessments a
      JOIN visible_developments d ON d.org_id = a.org_id AND d.id = a.person_id
      JOIN competencies c ON c.org_id = a.org_id AND c.id = a.competency_id
      JOIN people assessor ON assessor.org_id = a.org_id AND assessor.id = a.assessor_id
      WHERE a.org_id = $1 AND a.person_id = $2
        -- The other side's word is shown once one's own has spoken in its round, as on the page (`rules::shows`).
        AND CASE d.relation
            WHEN 'own' THEN a.side = 'self' OR EXISTS (
                SELECT FROM assessments mine
                WHERE mine.org_id = a.org_id AND mine.person_id = a.person_id AND mine.competency_id = a.competency_id
                  AND mine.side = 'self' AND mine.round >= a.round)
            WHEN 'report' THEN a.side = 'manager' OR EXISTS (
                SELECT FROM assessments mine
                JOIN reporting_closure c
                  ON c.org_id = mine.org_id AND c.report_id = mine.person_id AND c.manager_id = mine.assessor_id
                WHERE mine.org_id = a.org_id AND mine.person_id = a.person_id AND mine.competency_id = a.competency_id
                  AND mine.side = 'manager' AND mine.round >= a.round)
            ELSE true END
      ORDER BY a.created_at DESC) part
