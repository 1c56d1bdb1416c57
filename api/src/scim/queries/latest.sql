-- Who came by the directory last.
SELECT p.id, p.name, s.created_at
FROM scim_people s
JOIN visible_people p ON p.org_id = s.org_id AND p.id = s.person_id
WHERE s.org_id = $1 AND s.came_by_it AND p.erased_at IS NULL
ORDER BY s.created_at DESC, s.person_id
LIMIT $2
