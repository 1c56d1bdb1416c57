-- $1 the organisation, $2 a number of days. The tokens that are good and end within them, of those that were made to last longer,
-- with whoever is told: their person, and of a service account's every Admin.
SELECT t.id, p.kind = 'service' AS is_service, ends.expires_at, array_agg(told.id ORDER BY told.id) AS told
FROM api_tokens t
JOIN people p ON p.org_id = t.org_id AND p.id = t.person_id
JOIN organisations o ON o.org_id = t.org_id
JOIN people told ON told.org_id = t.org_id AND told.status = 'active'
    AND CASE WHEN p.kind = 'service' THEN told.role = 'admin' ELSE told.id = p.id END
CROSS JOIN LATERAL (SELECT least(t.expires_at, t.created_at + make_interval(days => o.api_token_days)) AS expires_at) ends
WHERE t.org_id = $1 AND t.revoked_at IS NULL
  AND ends.expires_at > now() AND ends.expires_at <= now() + make_interval(days => $2)
  AND ends.expires_at - t.created_at > make_interval(days => $2)
GROUP BY t.id, p.kind, ends.expires_at
ORDER BY t.id
