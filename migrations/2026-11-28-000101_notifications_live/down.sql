DROP TRIGGER sessions_over ON sessions;
DROP FUNCTION call_out_session;
DROP TRIGGER notices_marked ON notices;
DROP TRIGGER notices_told ON notices;
DROP FUNCTION call_out_notices;
