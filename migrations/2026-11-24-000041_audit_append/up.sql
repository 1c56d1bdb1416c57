-- Takes the organisation's next number under lock and writes the event with it: no gaps, no doubles. A function
-- rather than a statement, so that it is planned once for a connection. It has its caller's rights.
CREATE FUNCTION append_event(org uuid, id uuid, actor uuid, session uuid, kind text, resource_kind text,
                             resource uuid, before jsonb, after jsonb, address text, request text)
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE
    number bigint;
BEGIN
    UPDATE audit_heads SET seq = seq + 1 WHERE org_id = org RETURNING seq INTO STRICT number;
    INSERT INTO audit_events
        (org_id, seq, id, actor_id, session_id, kind, resource_kind, resource_id, before, after, address, request_id)
    VALUES ($1, number, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);
    RETURN number;
END
$$;
REVOKE EXECUTE ON FUNCTION append_event FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_event TO pt_app, pt_auth;
