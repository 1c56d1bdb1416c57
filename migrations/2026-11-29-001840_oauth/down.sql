DROP FUNCTION enter_by_grant;
-- Without grants their tokens would be anybody's own.
ALTER TABLE api_tokens NO FORCE ROW LEVEL SECURITY;
DELETE FROM api_tokens WHERE grant_id IS NOT NULL;
ALTER TABLE api_tokens FORCE ROW LEVEL SECURITY;
ALTER TABLE api_tokens DROP COLUMN grant_id;
DROP TABLE oauth_grants;
DROP FUNCTION end_access_token;
DROP TABLE oauth_apps;
