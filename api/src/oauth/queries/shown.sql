-- $1 the organisation, $2 which app; null for all; $3 days without a refresh. The apps, by name, and how often each is allowed now.
SELECT a.id, a.name, a.redirect_uris, a.scopes, a.is_confidential, a.secret_at, a.created_at, a.version,
       p.id AS made_by, p.name::text AS made_by_name,
       (SELECT count(*)
        FROM oauth_grants g
        JOIN people by_whom ON by_whom.org_id = g.org_id AND by_whom.id = g.person_id
        JOIN organisations o ON o.org_id = g.org_id
        WHERE g.org_id = a.org_id AND g.app_id = a.id AND g.begun_at IS NOT NULL AND g.revoked_at IS NULL
          AND by_whom.status = 'active'
          AND least(g.created_at + make_interval(days => o.api_token_days),
                    g.refreshed_at + make_interval(days => $3)) > now()) AS grants
FROM oauth_apps a
JOIN people p ON p.org_id = a.org_id AND p.id = a.created_by
WHERE a.org_id = $1 AND ($2 IS NULL OR a.id = $2)
ORDER BY lower(a.name), a.id
