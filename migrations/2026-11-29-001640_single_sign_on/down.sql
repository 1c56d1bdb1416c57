DROP TABLE sso_attempts;
DROP TABLE sso_identities;
DROP TABLE sso_connections;
DROP TABLE email_domains;
