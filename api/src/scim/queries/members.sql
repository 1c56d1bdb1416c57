-- Who is in these teams, as far as the directory knows them.
SELECT p.team_id, p.id, p.name
FROM visible_people p
LEFT JOIN scim_people s ON s.org_id = p.org_id AND s.person_id = p.id
WHERE p.org_id = $1 AND p.team_id = ANY ($2) AND p.erased_at IS NULL AND s.removed_at IS NULL
ORDER BY p.team_id, p.id
