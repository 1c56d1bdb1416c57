-- $1 the organisation, $2, $3 and $4 where the page before ended, $5 how many.
SELECT r.person_id, p.name AS person_name, p.kind = 'service' AS by_service, r.operation,
       sum(r.times)::bigint AS times, max(r.last_at) AS last_at
FROM refusals r
JOIN people p ON p.org_id = r.org_id AND p.id = r.person_id
WHERE r.org_id = $1
GROUP BY r.person_id, p.name, p.kind, r.operation
HAVING $2 IS NULL OR (max(r.last_at), r.person_id, r.operation) < ($2, $3, $4)
ORDER BY max(r.last_at) DESC, r.person_id DESC, r.operation DESC
LIMIT $5
