-- $1 the organisation, $2 an app. Ends its access tokens; it comes for others, that may do less.
UPDATE api_tokens t SET revoked_at = now()
FROM oauth_grants g
WHERE t.org_id = $1 AND g.org_id = t.org_id AND g.id = t.grant_id AND g.app_id = $2 AND t.revoked_at IS NULL
