-- Who may read something of what is published of a pulse, at the most: of Managers, those with anybody below them who
-- was asked; what each of them sees, the views decide when they look.
SELECT p.id
FROM people p
JOIN pulse_surveys s ON s.org_id = p.org_id AND s.id = $2
WHERE p.org_id = $1 AND p.status = 'active'
  AND EXISTS (SELECT FROM pulse_cells c WHERE c.org_id = s.org_id AND c.survey_id = s.id)
  AND (s.share_total
       OR p.role = 'admin'
       OR (p.role = 'manager' AND EXISTS (
            SELECT FROM reporting_closure b
            JOIN pulse_invitations i ON i.org_id = b.org_id AND i.person_id = b.report_id AND i.survey_id = s.id
            WHERE b.org_id = p.org_id AND b.manager_id = p.id)))
