-- $1 the organisation, $2 whose, $3 which, $4 where the page before ended, $5 how many; null where it doesn't matter. $6 whether
-- of service accounts alone. The tokens that are good, newest first.
SELECT t.id, t.name, t.person_id, p.name::text AS person_name, p.kind = 'service' AS is_service, t.ending,
       t.scopes, t.networks, t.created_at, ends.expires_at, t.last_used_at, t.last_address
FROM api_tokens t
JOIN people p ON p.org_id = t.org_id AND p.id = t.person_id
JOIN organisations o ON o.org_id = t.org_id
CROSS JOIN LATERAL (SELECT least(t.expires_at, t.created_at + make_interval(days => o.api_token_days)) AS expires_at) ends
WHERE t.org_id = $1 AND ($2 IS NULL OR t.person_id = $2) AND ($3 IS NULL OR t.id = $3) AND ($4 IS NULL OR t.id < $4)
  AND (NOT $6 OR p.kind = 'service') AND (p.status = 'active' OR p.kind = 'service')
  AND t.revoked_at IS NULL AND t.grant_id IS NULL AND ends.expires_at > now()
ORDER BY t.id DESC
LIMIT $5
