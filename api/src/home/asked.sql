-- What has a last day and is asked of the actor: pulses without their ballot, and reviews to write, cycle by cycle. One
-- statement: a trip to the database costs more than either half of it.
(SELECT 'pulse' AS kind, p.id, p.title, p.closes_on AS until, 1::bigint AS count
 FROM visible_pulses p
 WHERE p.org_id = $1 AND p.state = 'open' AND p.asks_me AND NOT p.took_ballot
 ORDER BY until, id LIMIT 5)
UNION ALL
(SELECT 'reviews', r.cycle_id, r.cycle_name, r.write_by AS until, count(*)
 FROM visible_reviews r
 WHERE r.org_id = $1 AND r.stage = 'writing' AND r.state IN ('assigned', 'in_progress')
 GROUP BY r.cycle_id, r.cycle_name, r.write_by
 ORDER BY until, cycle_id LIMIT 5)
ORDER BY until, id
