-- $1 the organisation, $2 a grant. Holds its app as it is: who takes scopes from it ends its access tokens, and would miss the one
-- that is being made. A statement of its own, so that what is read after it is read as it stands by then.
SELECT a.id
FROM oauth_apps a
WHERE a.org_id = $1 AND a.id = (SELECT g.app_id FROM oauth_grants g WHERE g.org_id = $1 AND g.id = $2)
FOR SHARE
