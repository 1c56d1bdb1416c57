-- $1 the organisation, $2 a grant, $3 days without a refresh. What was allowed, by whom and how it stands, held until the
-- transaction ends: two that come with the same code come one after the other.
SELECT g.id, g.app_id, a.name AS app, a.is_confidential, a.secret_hash AS app_secret,
       ARRAY(SELECT scope FROM unnest(g.scopes) scope WHERE scope = ANY (a.scopes)) AS scopes,
       g.redirect_uri, g.challenge, g.begun_at IS NOT NULL AS begun, g.code_until > now() AS code_is_good,
       g.refresh_hash AS refresh_secret, g.by_provider,
       least(g.created_at + make_interval(days => o.api_token_days),
             coalesce(g.refreshed_at, g.created_at) + make_interval(days => $3)) <= now() AS is_over,
       g.created_at + make_interval(days => o.api_token_days) AS lasts_until, p.email::text AS email
FROM oauth_grants g
JOIN oauth_apps a ON a.org_id = g.org_id AND a.id = g.app_id
JOIN people p ON p.org_id = g.org_id AND p.id = g.person_id
JOIN organisations o ON o.org_id = g.org_id
WHERE g.org_id = $1 AND g.id = $2 AND g.revoked_at IS NULL
FOR UPDATE OF g
