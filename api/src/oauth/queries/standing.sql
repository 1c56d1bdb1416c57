-- $1 the organisation, $2 whose, $3 to which app, $4 which, $5 where the page before ended, $6 how many; null where it doesn't
-- matter; $7 days without a refresh. What apps are allowed now, newest first.
SELECT g.id, g.app_id, a.name AS app, g.person_id, p.name::text AS person_name, g.scopes, g.created_at, ends.ends_at,
       t.last_used_at
FROM oauth_grants g
JOIN oauth_apps a ON a.org_id = g.org_id AND a.id = g.app_id
JOIN people p ON p.org_id = g.org_id AND p.id = g.person_id
JOIN organisations o ON o.org_id = g.org_id
LEFT JOIN api_tokens t ON t.org_id = g.org_id AND t.grant_id = g.id
CROSS JOIN LATERAL (SELECT least(g.created_at + make_interval(days => o.api_token_days),
                                 g.refreshed_at + make_interval(days => $7)) AS ends_at) ends
WHERE g.org_id = $1 AND ($2 IS NULL OR g.person_id = $2) AND ($3 IS NULL OR g.app_id = $3) AND ($4 IS NULL OR g.id = $4)
  AND ($5 IS NULL OR g.id < $5) AND g.begun_at IS NOT NULL AND g.revoked_at IS NULL AND p.status = 'active'
  AND ends.ends_at > now()
ORDER BY g.id DESC
LIMIT $6
