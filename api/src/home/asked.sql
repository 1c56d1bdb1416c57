-- What is asked of the actor: pulses without their ballot, reviews to write, cycle by cycle, each with its last day; and
-- objectives of their reports to agree to, each with its first. One statement: a trip to the database costs more than any
-- third of it.
(SELECT 'pulse' AS kind, p.id, p.title, p.closes_on AS until, 1::bigint AS count
 FROM visible_pulses p
 WHERE p.org_id = $1 AND p.state = 'open' AND p.asks_me AND NOT p.took_ballot
 ORDER BY until, id LIMIT 5)
UNION ALL
(SELECT 'reviews', r.cycle_id, r.cycle_name, min(r.due_on) AS until, count(*)
 FROM visible_reviews r
 WHERE r.org_id = $1 AND r.stage = 'writing' AND r.state IN ('assigned', 'in_progress')
 GROUP BY r.cycle_id, r.cycle_name
 ORDER BY until, cycle_id LIMIT 5)
UNION ALL
(SELECT 'proposal', o.id, o.title, o.starts_on AS until, 1
 FROM reporting_lines l
 JOIN visible_objectives o ON o.org_id = l.org_id AND o.owner_id = l.person_id
 WHERE l.org_id = $1 AND l.manager_id = current_person() AND l.valid_to IS NULL
   AND o.state = 'proposed' AND o.relation IN ('own', 'report', 'organisation', 'edit')
 ORDER BY until, id LIMIT 5)
ORDER BY until, id
