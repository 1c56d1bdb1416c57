-- What moves with the next managers ($3, each of the person beside them in $2), thing by thing: what is told before a change and
-- what is noted of it. Asked while the lines are as they were. `hidden` isn't the actor's to know: whether their own manager has
-- begun to write about them or proposes them for another job, and who writes about themselves.
WITH move AS (
    SELECT m.person_id, m.next_id, l.id AS line_id, l.manager_id
    FROM unnest($2, $3) AS m (person_id, next_id)
    LEFT JOIN reporting_lines l ON l.org_id = $1 AND l.person_id = m.person_id AND l.valid_to IS NULL
), unasked AS (
    SELECT m.person_id, u.review_id
    FROM move m
    JOIN organisations z ON z.org_id = $1
    CROSS JOIN LATERAL reviews_unasked($1, m.line_id, org_day(z.time_zone, z.days_ahead)) u
    WHERE m.line_id IS NOT NULL
)
SELECT w.person_id, w.kind, w.id,
       coalesce(CASE
            WHEN w.kind IN ('review_unwritten', 'review_begun', 'level_approval') THEN w.person_id = current_person()
            WHEN w.kind IN ('upward_kept', 'upward_ended', 'upward_asked') THEN
                m.manager_id = current_person() OR m.next_id = current_person()
            END, false) AS hidden
FROM (
    SELECT m.person_id, 'objective' AS kind, o.id
    FROM move m
    JOIN visible_objectives o ON o.org_id = $1 AND o.owner_id = m.person_id
     AND o.state IN ('draft', 'proposed', 'active', 'paused')
    UNION ALL
    SELECT m.person_id, 'goal_approval', o.id
    FROM move m
    JOIN visible_objectives o ON o.org_id = $1 AND o.owner_id = m.person_id AND o.state = 'proposed'
    UNION ALL
    SELECT m.person_id, CASE r.state WHEN 'assigned' THEN 'review_unwritten' ELSE 'review_begun' END, r.id
    FROM move m
    JOIN review_packets k ON k.org_id = $1 AND k.subject_id = m.person_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    JOIN reviews r ON r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = m.manager_id
    WHERE r.relation = 'manager' AND r.state IN ('assigned', 'in_progress')
    UNION ALL
    SELECT m.person_id, 'packet', k.id
    FROM move m
    JOIN review_packets k ON k.org_id = $1 AND k.subject_id = m.person_id AND k.state = 'collecting'
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage NOT IN ('draft', 'closed', 'cancelled')
    UNION ALL
    SELECT m.person_id, 'peer_approval', k.id
    FROM move m
    JOIN review_packets k ON k.org_id = $1 AND k.subject_id = m.person_id AND NOT k.peers_settled AND k.ended IS NULL
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage = 'nominating'
    WHERE EXISTS (SELECT FROM review_nominations n WHERE n.org_id = k.org_id AND n.packet_id = k.id)
    UNION ALL
    SELECT m.person_id, 'one_on_one', o.id
    FROM move m
    JOIN one_on_ones o ON o.org_id = $1 AND o.ended_at IS NULL
     AND ((o.organiser_id = m.manager_id AND o.partner_id = m.person_id)
          OR (o.organiser_id = m.person_id AND o.partner_id = m.manager_id))
    UNION ALL
    SELECT m.person_id, 'improvement_plan', p.id
    FROM move m
    JOIN visible_improvement_plans p ON p.org_id = $1 AND p.person_id = m.person_id
     AND p.state NOT IN ('met', 'not_met', 'withdrawn')
    UNION ALL
    SELECT u.person_id, 'upward_ended', u.review_id FROM unasked u
    UNION ALL
    SELECT m.person_id, 'upward_kept', r.id
    FROM move m
    JOIN review_packets k ON k.org_id = $1 AND k.subject_id = m.manager_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    JOIN reviews r ON r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = m.person_id
    WHERE r.relation = 'upward' AND r.state IN ('assigned', 'in_progress')
      AND NOT EXISTS (SELECT FROM unasked u WHERE u.review_id = r.id)
    UNION ALL
    -- Those that are yet to be made have no number of their own: the one of what is gathered about the manager stands for them.
    SELECT m.person_id, 'upward_asked', coalesce(a.was, a.packet_id)
    FROM move m
    CROSS JOIN LATERAL reviews_asked($1, m.person_id, m.next_id, now()) a
    WHERE m.next_id IS NOT NULL
    UNION ALL
    SELECT m.person_id, 'step_approval', s.id
    FROM move m
    JOIN development_steps s ON s.org_id = $1 AND s.person_id = m.person_id
     AND s.agreed_by_person AND NOT s.agreed_by_manager AND s.progress < 100
    UNION ALL
    SELECT m.person_id, 'step_agreed', t.step_id
    FROM move m
    CROSS JOIN LATERAL steps_to_confirm($1, m.person_id, m.next_id, NULL) t
    WHERE m.next_id IS NOT NULL
    UNION ALL
    SELECT m.person_id, 'level_approval', v.id
    FROM move m
    JOIN level_proposals v ON v.org_id = $1 AND v.person_id = m.person_id AND v.state = 'proposed'
) w
JOIN move m ON m.person_id = w.person_id
ORDER BY w.person_id, w.kind, w.id
