-- $1 the organisation, $2 a number of days. The tokens that are good and end within them, of those that were made to last longer.
SELECT t.id, t.person_id, ends.expires_at
FROM api_tokens t
JOIN people p ON p.org_id = t.org_id AND p.id = t.person_id
JOIN organisations o ON o.org_id = t.org_id
CROSS JOIN LATERAL (SELECT least(t.expires_at, t.created_at + make_interval(days => o.api_token_days)) AS expires_at) ends
WHERE t.org_id = $1 AND t.revoked_at IS NULL AND p.status = 'active'
  AND ends.expires_at > now() AND ends.expires_at <= now() + make_interval(days => $2)
  AND ends.expires_at - t.created_at > make_interval(days => $2)
ORDER BY t.id
