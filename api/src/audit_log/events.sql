-- $1 the organisation, $2 kinds, $3 who acted, $4 on what, $5 from and $6 to which day of the organisation, $7 the request,
-- $8 a part of the address, $9 and $10 where the page before ended, $11 how many.
SELECT e.id, e.at, e.actor_id, a.name AS actor_name, coalesce(a.kind = 'service', false) AS by_service,
       e.session_id,
       -- Of an app that was removed since, the log alone still knows the name.
       coalesce(k.name, (SELECT g.after ->> 'app'
                         FROM audit_events g
                         WHERE g.org_id = e.org_id AND g.resource_id = e.session_id AND g.kind = 'oauth.allowed'
                         LIMIT 1)) AS token_name,
       e.kind, e.resource_id, e.before, e.after, e.address, e.request_id
FROM visible_audit_events e
CROSS JOIN (SELECT o.time_zone FROM organisations o WHERE o.org_id = $1) here
LEFT JOIN people a ON a.org_id = e.org_id AND a.id = e.actor_id
LEFT JOIN api_tokens k ON k.org_id = e.org_id AND k.id = e.session_id
WHERE e.org_id = $1 AND e.kind = ANY ($2)
  AND ($3 IS NULL OR e.actor_id = $3)
  AND ($4 IS NULL OR e.resource_id = $4)
  AND ($5 IS NULL OR e.at >= $5::timestamp AT TIME ZONE here.time_zone)
  AND ($6 IS NULL OR e.at < ($6 + 1)::timestamp AT TIME ZONE here.time_zone)
  AND ($7 IS NULL OR e.request_id = $7)
  AND ($8 IS NULL OR strpos(e.address, $8) > 0)
  AND ($9 IS NULL OR (e.at, e.id) < ($9, $10))
ORDER BY e.at DESC, e.id DESC
LIMIT $11
