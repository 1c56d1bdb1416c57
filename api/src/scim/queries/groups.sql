-- Teams as the directory sees them.
SELECT t.id, t.name, g.external_id, t.created_at
FROM teams t
LEFT JOIN scim_groups g ON g.org_id = t.org_id AND g.team_id = t.id
WHERE t.org_id = $1
  AND ($2::uuid IS NULL OR t.id = $2)
  AND ($3::text IS NULL OR lower(t.name) = lower($3))
  AND ($4::text IS NULL OR g.external_id = $4)
  AND ($5::uuid IS NULL OR EXISTS (
        SELECT FROM people p WHERE p.org_id = t.org_id AND p.team_id = t.id AND p.id = $5))
ORDER BY t.id
LIMIT $6 OFFSET $7
