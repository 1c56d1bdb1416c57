-- Where a provider is the only way in, whoever came in by another logs in again.
UPDATE sessions s SET revoked_at = now()
FROM people p
JOIN sso_connections c ON c.org_id = p.org_id AND c.is_on AND c.only_sso
JOIN email_domains d ON d.org_id = p.org_id AND d.state = 'proven' AND d.domain = split_part(p.email_key, '@', 2)
WHERE s.org_id = $1 AND s.revoked_at IS NULL AND NOT 'sso' = ANY (s.methods)
  AND p.org_id = s.org_id AND p.id = s.person_id AND p.role <> 'admin'
