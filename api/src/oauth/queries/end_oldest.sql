-- $1 the organisation, $2 an app, $3 a person, $4 how many may stay. Ends what was allowed longest ago, and forgets codes that
-- nobody came with.
WITH forgotten AS (
    DELETE FROM oauth_grants g
    WHERE g.org_id = $1 AND g.person_id = $3 AND g.begun_at IS NULL AND g.code_until < now() - interval '1 hour'
)
UPDATE oauth_grants g SET revoked_at = now()
WHERE g.org_id = $1 AND g.revoked_at IS NULL
  AND g.id IN (SELECT o.id FROM oauth_grants o
               WHERE o.org_id = $1 AND o.app_id = $2 AND o.person_id = $3 AND o.begun_at IS NOT NULL
                 AND o.revoked_at IS NULL
               ORDER BY o.id DESC
               OFFSET $4)
