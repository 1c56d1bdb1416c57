-- What is asked of the actor: pulses without their ballot, reviews to write, cycle by cycle, each with its last day; and
-- objectives of their reports to agree to, each with its first; and whose other job waits for them, as their manager or as
-- an Admin. Besides, how many things wait for another owner since theirs has left, looked for from those who left. One
-- statement: a trip to the database costs more than any part of it.
(SELECT 'pulse' AS kind, p.id, p.title, p.closes_on AS until, 1::bigint AS count, NULL::uuid AS owner_id,
        NULL::text AS owner_name
 FROM visible_pulses p
 WHERE p.org_id = $1 AND p.state = 'open' AND p.asks_me AND NOT p.took_ballot
 ORDER BY until, id LIMIT 5)
UNION ALL
(SELECT 'reviews', r.cycle_id, r.cycle_name, min(r.due_on) AS until, count(*), NULL, NULL
 FROM visible_reviews r
 WHERE r.org_id = $1 AND r.state IN ('assigned', 'in_progress')
   AND (r.stage = 'writing' OR (r.stage IN ('calibrating', 'sharing') AND r.reopened_reason IS NOT NULL))
 GROUP BY r.cycle_id, r.cycle_name
 ORDER BY until, cycle_id LIMIT 5)
UNION ALL
(SELECT 'proposal', o.id, o.title, o.starts_on AS until, 1, o.owner_id, o.owner_name::text
 FROM reporting_lines l
 JOIN visible_objectives o ON o.org_id = l.org_id AND o.owner_id = l.person_id
 WHERE l.org_id = $1 AND l.manager_id = current_person() AND l.valid_to IS NULL
   AND o.state = 'proposed' AND o.relation IN ('own', 'report', 'organisation', 'edit')
 ORDER BY until, id LIMIT 5)
UNION ALL
(SELECT 'level', v.person_id, v.person_name, v.starts_on AS until, 1, NULL, NULL
 FROM visible_level_proposals v
 WHERE v.org_id = $1 AND v.state IN ('proposed', 'agreed')
   AND CASE WHEN v.state = 'proposed' AND v.has_manager THEN v.manager_id = current_person() AND v.relation = 'report'
            ELSE actor_is_admin() AND v.relation <> 'own' END
 ORDER BY until, person_id LIMIT 5)
UNION ALL
(SELECT 'objectives_without_owner', $1, '', current_date, count(*), NULL, NULL
 FROM visible_objectives o
 WHERE o.org_id = $1 AND actor_manages() AND o.relation IN ('own', 'report', 'organisation')
   AND o.state IN ('draft', 'proposed', 'active', 'paused')
   AND o.id IN (
     SELECT theirs.id
     FROM people gone JOIN objectives theirs ON theirs.org_id = gone.org_id AND theirs.owner_id = gone.id
     WHERE gone.org_id = $1 AND gone.status = 'deactivated'
     UNION ALL
     SELECT k.objective_id
     FROM people gone JOIN key_results k ON k.org_id = gone.org_id AND k.owner_id = gone.id
     WHERE gone.org_id = $1 AND gone.status = 'deactivated'))
UNION ALL
(SELECT 'kpis_without_owner', $1, '', current_date, count(*), NULL, NULL
 FROM people gone JOIN visible_kpis i ON i.org_id = gone.org_id AND i.owner_id = gone.id
 WHERE gone.org_id = $1 AND gone.status = 'deactivated' AND actor_manages() AND i.archived_at IS NULL
   AND i.relation IN ('own', 'report', 'organisation'))
ORDER BY until, id
