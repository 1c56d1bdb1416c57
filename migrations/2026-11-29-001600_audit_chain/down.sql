DROP VIEW visible_sign_ins;
DROP VIEW visible_audit_events;
DROP INDEX audit_events_by_actor;
DROP INDEX audit_events_by_time;
DROP TRIGGER audit_events_stand ON audit_events;
DROP FUNCTION refuse_change;
DROP TRIGGER audit_events_linked ON audit_events;
DROP FUNCTION link_event;
DROP FUNCTION append_events;
CREATE OR REPLACE FUNCTION append_event(org uuid, id uuid, actor uuid, session uuid, kind text, resource_kind text,
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
ALTER TABLE audit_events DROP COLUMN hash;
ALTER TABLE audit_heads DROP COLUMN linked_since, DROP COLUMN hash;
DROP FUNCTION audit_link;
