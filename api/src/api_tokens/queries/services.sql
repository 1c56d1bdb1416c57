-- $1 the organisation, $2 which, or all that are there. By name.
SELECT s.id, p.name::text AS name, s.purpose, p.role, s.created_by, maker.name::text AS maker_name, s.created_at
FROM service_accounts s
JOIN people p ON p.org_id = s.org_id AND p.id = s.id
JOIN people maker ON maker.org_id = s.org_id AND maker.id = s.created_by
WHERE s.org_id = $1 AND ($2 IS NULL OR s.id = $2) AND s.removed_at IS NULL
ORDER BY p.name, s.id
