-- What a provider opened ends when it is believed no longer, of everybody or of one person. Whoever says so goes on. API tokens
-- that were made in such sessions end with them, and what apps were allowed there.
WITH tokens AS (
    UPDATE api_tokens t SET revoked_at = now()
    WHERE t.org_id = $1 AND ($3 IS NULL OR t.person_id = $3) AND t.revoked_at IS NULL AND t.by_provider
), grants AS (
    UPDATE oauth_grants g SET revoked_at = now()
    WHERE g.org_id = $1 AND ($3 IS NULL OR g.person_id = $3) AND g.revoked_at IS NULL AND g.by_provider
)
UPDATE sessions s SET revoked_at = now()
WHERE s.org_id = $1 AND s.id <> $2 AND ($3 IS NULL OR s.person_id = $3)
  AND s.revoked_at IS NULL AND s.expires_at > now() AND 'sso' = ANY (s.methods)
