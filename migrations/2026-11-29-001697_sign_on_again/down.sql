ALTER TABLE sso_attempts DROP COLUMN again;
