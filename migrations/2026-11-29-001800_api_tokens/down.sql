DROP FUNCTION enter_by_token;
DROP TABLE api_tokens;
ALTER TABLE organisations DROP COLUMN api_token_days, DROP COLUMN api_tokens_version;
