-- Everybody's: so the fence is taken down for its owner, until the transaction ends.
ALTER TABLE sessions NO FORCE ROW LEVEL SECURITY;
UPDATE sessions SET revoked_at = now() WHERE revoked_at IS NULL;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
ALTER TABLE api_tokens NO FORCE ROW LEVEL SECURITY;
UPDATE api_tokens SET revoked_at = now() WHERE revoked_at IS NULL;
ALTER TABLE api_tokens FORCE ROW LEVEL SECURITY;
ALTER TABLE oauth_grants NO FORCE ROW LEVEL SECURITY;
UPDATE oauth_grants SET revoked_at = now() WHERE revoked_at IS NULL;
ALTER TABLE oauth_grants FORCE ROW LEVEL SECURITY
