-- What changed is called out to whoever listens, once the transaction commits: whose notices, and which session is
-- over. Never what is in them.
CREATE FUNCTION call_out_notices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('perftrack_changes', format('person %s %s', org_id, person_id))
    FROM (SELECT DISTINCT org_id, person_id FROM changed) readers;
    RETURN NULL;
END
$$;
CREATE TRIGGER notices_told AFTER INSERT ON notices
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION call_out_notices();
CREATE TRIGGER notices_marked AFTER UPDATE ON notices
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION call_out_notices();

CREATE FUNCTION call_out_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('perftrack_changes', format('session %s', NEW.id));
    RETURN NULL;
END
$$;
CREATE TRIGGER sessions_over AFTER UPDATE OF revoked_at ON sessions FOR EACH ROW
    WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION call_out_session();
