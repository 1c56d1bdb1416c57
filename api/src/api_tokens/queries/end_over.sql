-- $1 the organisation, $2 how many days its tokens last at the most. What apps were allowed lasts no longer.
WITH grants AS (
    UPDATE oauth_grants SET revoked_at = now()
    WHERE org_id = $1 AND revoked_at IS NULL AND created_at + make_interval(days => $2) <= now()
)
UPDATE api_tokens SET revoked_at = now()
WHERE org_id = $1 AND revoked_at IS NULL AND created_at + make_interval(days => $2) <= now()
