-- Each event carries the hash of itself and of the event before it, so that whoever edits, removes, moves or adds one
-- breaks every link from there on. The head holds the last hash, which finds a tail that was cut.
--
-- What is hashed, and how (AUD-1 of security.md): the hash before, with its length, then every column in this order. What
-- has always the same number of bytes stands as it is; what may be null has a byte in front that says whether it is
-- there; texts have their length in bytes in front. So no two events, and no two ways to cut them, give the same bytes.
-- Times are microseconds, whatever the session's time zone; jsonb is its text, which Postgres makes in one way from what
-- it has stored. `api/src/audit/chain.rs` computes the same without Postgres, and a test compares the two. Nothing here
-- may ever be changed: what was linked would be broken. IMMUTABLE is true, although `convert_to` is only STABLE: it reads
-- the catalogue of conversions, which does not change under UTF-8.
CREATE FUNCTION audit_link(prior bytea, org uuid, number bigint, id uuid, moment timestamptz, actor uuid, session uuid,
                           kind text, resource_kind text, resource uuid, before jsonb, after jsonb, address text,
                           request text)
RETURNS bytea LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN sha256(
        int4send(octet_length(prior)) || prior
        || uuid_send(org) || int8send(number) || uuid_send(id) || timestamptz_send(moment)
        || coalesce('\x01'::bytea || uuid_send(actor), '\x00'::bytea)
        || coalesce('\x01'::bytea || uuid_send(session), '\x00'::bytea)
        || int4send(octet_length(convert_to(kind, 'UTF8'))) || convert_to(kind, 'UTF8')
        || int4send(octet_length(convert_to(resource_kind, 'UTF8'))) || convert_to(resource_kind, 'UTF8')
        || coalesce('\x01'::bytea || uuid_send(resource), '\x00'::bytea)
        || coalesce('\x01'::bytea || int4send(octet_length(convert_to(before::text, 'UTF8')))
                    || convert_to(before::text, 'UTF8'), '\x00'::bytea)
        || coalesce('\x01'::bytea || int4send(octet_length(convert_to(after::text, 'UTF8')))
                    || convert_to(after::text, 'UTF8'), '\x00'::bytea)
        || int4send(octet_length(convert_to(address, 'UTF8'))) || convert_to(address, 'UTF8')
        || int4send(octet_length(convert_to(request, 'UTF8'))) || convert_to(request, 'UTF8'));
END
$$;

-- Since when an organisation's events are linked as they are written: those from before were linked on that day.
ALTER TABLE audit_heads
    ADD COLUMN hash bytea NOT NULL DEFAULT '\x',
    ADD COLUMN linked_since timestamptz NOT NULL DEFAULT now();
ALTER TABLE audit_events ADD COLUMN hash bytea;

-- The owner is held back by the fence as well, and would find no rows at all.
ALTER TABLE audit_heads NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_events NO FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    head  record;
    event record;
    link  bytea;
BEGIN
    FOR head IN SELECT h.org_id FROM audit_heads h LOOP
        link := '\x';
        FOR event IN SELECT e.* FROM audit_events e WHERE e.org_id = head.org_id ORDER BY e.seq LOOP
            link := audit_link(link, event.org_id, event.seq, event.id, event.at, event.actor_id, event.session_id,
                               event.kind, event.resource_kind, event.resource_id, event.before, event.after,
                               event.address, event.request_id);
            UPDATE audit_events e SET hash = link WHERE e.org_id = event.org_id AND e.seq = event.seq;
        END LOOP;
        UPDATE audit_heads h SET hash = link WHERE h.org_id = head.org_id;
    END LOOP;
END
$$;
ALTER TABLE audit_heads FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_events ALTER COLUMN hash SET NOT NULL;

-- Takes the organisation's next number under lock, links the event to the one before, and writes it.
CREATE OR REPLACE FUNCTION append_event(org uuid, id uuid, actor uuid, session uuid, kind text, resource_kind text,
                                        resource uuid, before jsonb, after jsonb, address text, request text)
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE
    number bigint;
    link   bytea;
BEGIN
    UPDATE audit_heads
    SET seq = seq + 1,
        hash = audit_link(hash, $1, seq + 1, $2, now(), $3, $4, $5, $6, $7, $8, $9, $10, $11)
    WHERE org_id = org RETURNING seq, hash INTO STRICT number, link;
    INSERT INTO audit_events (org_id, seq, id, at, actor_id, session_id, kind, resource_kind, resource_id, before, after,
                              address, request_id, hash)
    VALUES ($1, number, $2, now(), $3, $4, $5, $6, $7, $8, $9, $10, $11, link);
    RETURN number;
END
$$;

-- The same for many events, in their order, and with one new version of the head. Gives the last one's number.
CREATE FUNCTION append_events(org uuid, actor uuid, session uuid, address text, request text, ids uuid[], kinds text[],
                              resource_kinds text[], resources uuid[], befores jsonb[], afters jsonb[])
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE
    number bigint;
    link   bytea;
    event  record;
BEGIN
    SELECT seq, hash INTO STRICT number, link FROM audit_heads WHERE org_id = org FOR UPDATE;
    FOR event IN
        SELECT e.id, e.kind, e.resource_kind, e.resource_id, e.before, e.after
        FROM unnest($6, $7, $8, $9, $10, $11) WITH ORDINALITY
            AS e (id, kind, resource_kind, resource_id, before, after, place)
        ORDER BY e.place
    LOOP
        number := number + 1;
        link := audit_link(link, $1, number, event.id, now(), $2, $3, event.kind, event.resource_kind,
                           event.resource_id, event.before, event.after, $4, $5);
        INSERT INTO audit_events (org_id, seq, id, at, actor_id, session_id, kind, resource_kind, resource_id, before,
                                  after, address, request_id, hash)
        VALUES ($1, number, event.id, now(), $2, $3, event.kind, event.resource_kind, event.resource_id, event.before,
                event.after, $4, $5, link);
    END LOOP;
    UPDATE audit_heads SET seq = number, hash = link WHERE org_id = org;
    RETURN number;
END
$$;
REVOKE EXECUTE ON FUNCTION append_events FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_events TO pt_app, pt_auth;

-- While one version replaces the other, the old one still writes many events by a statement that knows no hashes.
CREATE FUNCTION link_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE audit_heads h
    SET hash = audit_link(h.hash, NEW.org_id, NEW.seq, NEW.id, NEW.at, NEW.actor_id, NEW.session_id, NEW.kind,
                          NEW.resource_kind, NEW.resource_id, NEW.before, NEW.after, NEW.address, NEW.request_id)
    WHERE h.org_id = NEW.org_id RETURNING h.hash INTO NEW.hash;
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_events_linked BEFORE INSERT ON audit_events
    FOR EACH ROW WHEN (NEW.hash IS NULL) EXECUTE FUNCTION link_event();

-- The roles of the application have no right to change events. This stops their owner too: by mistake, not by intent,
-- since an owner can remove the trigger. Intent is what the links and the anchors outside are for.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'permission denied: the audit log only grows' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_events_stand BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- By time, as the log is read, and by who acted.
CREATE INDEX audit_events_by_time ON audit_events (org_id, at, id);
CREATE INDEX audit_events_by_actor ON audit_events (org_id, actor_id, at);

-- The log is for Admins. Which kinds of events they are shown, and how much of each, `shared::audit_log::kinds` says.
CREATE VIEW visible_audit_events WITH (security_invoker = true) AS
SELECT e.org_id, e.id, e.at, e.actor_id, e.session_id, e.kind, e.resource_kind, e.resource_id, e.before, e.after,
       e.address, e.request_id
FROM audit_events e
WHERE e.org_id = current_org() AND actor_is_admin();
GRANT SELECT ON visible_audit_events TO pt_app, pt_jobs;

-- What happened to the actor's own account here, whoever did it; of what another did, not from where. The sessions come
-- as an array, so that the two indexes find the rows.
CREATE VIEW visible_sign_ins WITH (security_invoker = true) AS
SELECT e.org_id, e.id, e.at, e.kind, other.acts AS by_other,
       CASE WHEN other.acts THEN '' ELSE e.address END AS address,
       coalesce(s.device, CASE WHEN NOT other.acts THEN e.after ->> 'device' END, '') AS device
FROM audit_events e
CROSS JOIN LATERAL (SELECT e.actor_id IS NOT NULL AND e.actor_id <> current_person() AS acts) other
LEFT JOIN sessions s ON s.org_id = e.org_id AND s.id = e.resource_id
WHERE e.org_id = current_org() AND e.resource_kind = 'accounts'
  AND (e.resource_id = ANY (ARRAY(SELECT own.id FROM sessions own
                                  WHERE own.org_id = current_org() AND own.person_id = current_person())
                            || current_person())
       OR e.actor_id = current_person() AND e.kind <> 'accounts.session_ended'
          AND NOT EXISTS (SELECT FROM people p WHERE p.org_id = e.org_id AND p.id = e.resource_id));
GRANT SELECT ON visible_sign_ins TO pt_app, pt_jobs;
