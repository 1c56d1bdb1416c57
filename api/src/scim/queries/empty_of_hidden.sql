-- Whoever is in a team and whom the directory doesn't see leaves it: the directory can't take them out.
WITH hidden AS (
    SELECT p.org_id, p.id
    FROM people p
    WHERE p.org_id = $1 AND p.team_id = $2
      AND (p.erased_at IS NOT NULL OR EXISTS (
            SELECT FROM scim_people s WHERE s.org_id = p.org_id AND s.person_id = p.id AND s.removed_at IS NOT NULL))
    ORDER BY p.id
    FOR UPDATE OF p
)
UPDATE people p SET team_id = NULL, version = p.version + 1, updated_at = now()
FROM hidden h
WHERE p.org_id = $1 AND p.org_id = h.org_id AND p.id = h.id
