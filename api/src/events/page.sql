-- $1 the organisation, $2 kinds, $3 the number after which one reads on, $4 the number up to which, $5 how many. The first
-- time it begins at the first event by time that is young enough, so that no log of years is gone through.
SELECT e.id, e.at, e.actor_id, e.kind, e.resource_id
FROM visible_events e
WHERE e.org_id = $1 AND e.kind = ANY ($2) AND e.seq <= $4 AND e.at > now() - interval '90 days'
  AND e.seq > coalesce($3, (SELECT f.seq - 1 FROM visible_events f
                            WHERE f.org_id = $1 AND f.at > now() - interval '90 days'
                            ORDER BY f.at, f.id LIMIT 1))
ORDER BY e.seq
LIMIT $5
