-- $1 the organisation, $2 whose, $3 and $4 the first and the last day of a time, $5 the day, which isn't after it. What they
-- owned at the end of that day and was to be done in that time, as far as the actor may see it now, as it stood then. What
-- the actor doesn't see isn't counted either: that there is such a goal is as little theirs to know as what it says.
WITH moment AS MATERIALIZED (
    SELECT ($5::date + 1)::timestamp AT TIME ZONE z.time_zone AS ends, z.time_zone
    FROM organisations z WHERE z.org_id = $1
)
SELECT o.id, o.level, o.title, o.owner_id, o.owner_name, o.team_id, o.team_name, o.period_id, o.period_name,
       above.id AS parent_id, above.title AS parent_title, past.state, past.progress, past.status
FROM moment m
JOIN held_things h ON h.org_id = $1 AND h.person_id = $2 AND h.from_at < m.ends AND m.ends <= h.until_at
JOIN visible_objectives o ON o.org_id = h.org_id AND o.id = h.thing_id
CROSS JOIN LATERAL (
    SELECT v.parent_id, v.state, v.progress, v.status_then[width_bucket($5::date, v.status_from)] AS status
    FROM objective_versions v
    WHERE v.org_id = o.org_id AND v.objective_id = o.id AND v.known_at < m.ends
    ORDER BY v.known_at DESC LIMIT 1
) AS past
LEFT JOIN visible_objectives above ON above.org_id = o.org_id AND above.id = past.parent_id
WHERE past.state NOT IN ('draft', 'proposed')
  AND o.starts_on <= $4 AND o.ends_on >= $3
  AND (o.closed_at IS NULL OR (o.closed_at AT TIME ZONE m.time_zone)::date >= $3)
ORDER BY o.starts_on, o.title, o.id
LIMIT 50
