-- The objectives that by_team.sql counts, as they were known at the end of $6, which has passed. $1 to $5 as there. What they
-- are called, whose they are and when they run is said as it is now; what wasn't agreed then isn't among them. A score is
-- told of what stands today where it stood then.
SELECT o.id, o.title, o.level, o.owner_name, o.period_id, o.period_name, o.team_id, o.team_name, o.starts_on, o.ends_on,
       past.state, past.status, past.progress, CASE WHEN past.state = o.state THEN o.score END AS score,
       CASE WHEN $6::date >= o.ends_on THEN 1
            WHEN $6::date <= o.starts_on THEN 0 -- before any division: it may be over the day it begins
            ELSE ($6::date - o.starts_on)::double precision / (o.ends_on - o.starts_on) END AS expected
FROM (SELECT ($6::date + 1)::timestamp AT TIME ZONE z.time_zone AS ends FROM organisations z WHERE z.org_id = $1) moment
JOIN visible_objectives o ON o.org_id = $1
CROSS JOIN LATERAL (
    SELECT v.state, v.progress, v.status_then[width_bucket($6::date, v.status_from)] AS status
    FROM objective_versions v
    WHERE v.org_id = o.org_id AND v.objective_id = o.id AND v.known_at < moment.ends
    ORDER BY v.known_at DESC LIMIT 1
) AS past
WHERE o.period_id = ANY ($2) AND past.state NOT IN ('draft', 'proposed')
  AND ($3 IS NULL OR EXISTS (SELECT FROM team_closure t
                             WHERE t.org_id = $1 AND t.above_id = $3 AND t.team_id = o.team_id))
  AND ($4 IS NULL OR o.owner_id = $4)
  AND ($5 OR o.relation IN ('own', 'report', 'organisation'))
