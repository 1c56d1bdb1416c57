-- What the manager of $1 has in hand of them, by kind. What is about the actor isn't counted where it isn't theirs to know:
-- whether their own manager has begun to write about them.
SELECT w.kind, count(*) AS count
FROM (
    SELECT 'objective' AS kind
    FROM visible_objectives o
    WHERE o.org_id = current_org() AND o.owner_id = $1 AND o.state IN ('draft', 'proposed', 'active', 'paused')
    UNION ALL
    SELECT CASE r.state WHEN 'assigned' THEN 'review_unwritten' ELSE 'review_begun' END
    FROM reporting_lines l
    JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    JOIN reviews r ON r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = l.manager_id
    WHERE l.org_id = current_org() AND l.person_id = $1 AND l.valid_to IS NULL
      AND r.relation = 'manager' AND r.state IN ('assigned', 'in_progress') AND $1 <> current_person()
    UNION ALL
    SELECT 'packet'
    FROM review_packets k
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
    WHERE k.org_id = current_org() AND k.subject_id = $1 AND k.state = 'collecting'
      AND c.stage NOT IN ('draft', 'closed', 'cancelled')
    UNION ALL
    SELECT 'one_on_one'
    FROM reporting_lines l
    JOIN one_on_ones o ON o.org_id = l.org_id AND o.ended_at IS NULL
     AND ((o.organiser_id = l.manager_id AND o.partner_id = l.person_id)
          OR (o.organiser_id = l.person_id AND o.partner_id = l.manager_id))
    WHERE l.org_id = current_org() AND l.person_id = $1 AND l.valid_to IS NULL
    UNION ALL
    SELECT 'improvement_plan'
    FROM visible_improvement_plans p
    WHERE p.org_id = current_org() AND p.person_id = $1 AND p.state NOT IN ('met', 'not_met', 'withdrawn')
) w
GROUP BY w.kind ORDER BY w.kind
