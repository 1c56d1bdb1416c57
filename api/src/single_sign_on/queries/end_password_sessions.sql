-- Where a provider is the only way in, whoever came in by another logs in again. API tokens that were made in such sessions end
-- with them, and what apps were allowed there.
WITH concerned AS (
    SELECT p.org_id, p.id
    FROM people p
    JOIN sso_connections c ON c.org_id = p.org_id AND c.is_on AND c.only_sso
    JOIN email_domains d ON d.org_id = p.org_id AND d.state = 'proven' AND d.domain = split_part(p.email_key, '@', 2)
    WHERE p.org_id = $1 AND p.role <> 'admin'
), tokens AS (
    UPDATE api_tokens t SET revoked_at = now()
    FROM concerned p
    WHERE t.org_id = $1 AND t.revoked_at IS NULL AND NOT t.by_provider AND p.org_id = t.org_id AND p.id = t.person_id
), grants AS (
    UPDATE oauth_grants g SET revoked_at = now()
    FROM concerned p
    WHERE g.org_id = $1 AND g.revoked_at IS NULL AND NOT g.by_provider AND p.org_id = g.org_id AND p.id = g.person_id
)
UPDATE sessions s SET revoked_at = now()
FROM concerned p
WHERE s.org_id = $1 AND s.revoked_at IS NULL AND NOT 'sso' = ANY (s.methods)
  AND p.org_id = s.org_id AND p.id = s.person_id
