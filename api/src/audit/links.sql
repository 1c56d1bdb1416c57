-- Events as they are hashed, in the order of their numbers.
SELECT seq, id, at, actor_id, session_id, kind, resource_kind, resource_id, before::text AS before, after::text AS after,
       address, request_id, hash
FROM audit_events
WHERE org_id = $1 AND seq > $2 AND seq <= $3
ORDER BY seq
LIMIT $4
