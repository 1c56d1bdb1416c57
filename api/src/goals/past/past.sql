-- $1 the organisation, $2 the day, $3 to $10 the filters, $11 after which id, $12 how many. What the actor may see now, as it
-- stood at the end of that day; what wasn't agreed then isn't part of it.
WITH moment AS MATERIALIZED (
    SELECT ($2::date + 1)::timestamp AT TIME ZONE z.time_zone AS ends FROM organisations z WHERE z.org_id = $1
)
SELECT o.id, o.level, o.title, o.owner_id, o.owner_name, o.team_id, o.team_name, o.period_id, o.period_name,
       above.id AS parent_id, above.title AS parent_title, past.state, past.progress, past.status
FROM moment m
JOIN visible_objectives o ON o.org_id = $1
CROSS JOIN LATERAL (
    SELECT v.parent_id, v.state, v.progress, v.status_then[width_bucket($2::date, v.status_from)] AS status
    FROM objective_versions v
    WHERE v.org_id = o.org_id AND v.objective_id = o.id AND v.known_at < m.ends
    ORDER BY v.known_at DESC LIMIT 1
) AS past
LEFT JOIN visible_objectives above ON above.org_id = o.org_id AND above.id = past.parent_id
WHERE past.state NOT IN ('draft', 'proposed')
  AND ($3::text IS NULL OR o.title ILIKE $3)
  AND ($4::uuid IS NULL OR o.period_id = $4)
  AND ($5::text IS NULL OR o.level = $5)
  AND ($6::text IS NULL OR past.state = $6)
  AND ($7::text IS NULL OR past.status = $7)
  AND ($8::uuid IS NULL OR o.owner_id = $8)
  AND ($9::uuid IS NULL OR EXISTS (SELECT FROM team_closure t
                                   WHERE t.org_id = o.org_id AND t.above_id = $9 AND t.team_id = o.team_id))
  AND (NOT $10 OR o.relation IN ('own', 'report', 'organisation'))
  AND ($11::uuid IS NULL OR o.id < $11)
ORDER BY o.id DESC
LIMIT $12
