DROP FUNCTION open_session;
DROP POLICY auth_reads ON organisations;
DROP POLICY auth_reads ON people;
REVOKE SELECT ON people, organisations FROM pt_auth;
DROP TABLE sessions;
