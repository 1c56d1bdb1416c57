CREATE TABLE sessions (
    org_id       uuid        NOT NULL,
    id           uuid        NOT NULL,
    account_id   uuid        NOT NULL REFERENCES accounts,
    person_id    uuid        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    device       text        NOT NULL DEFAULT '',
    address      text        NOT NULL DEFAULT '',
    PRIMARY KEY (org_id, id),
    CONSTRAINT sessions_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE
);
CREATE INDEX sessions_by_id ON sessions (id); -- before the organisation is known
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_person ON sessions (org_id, person_id);
SELECT protect('sessions', 'SELECT');
GRANT UPDATE (revoked_at, last_seen_at) ON sessions TO pt_app;

-- pt_auth opens sessions and finds them before an organisation is known.
GRANT SELECT, INSERT, UPDATE ON sessions TO pt_auth;
CREATE POLICY auth ON sessions TO pt_auth USING (true) WITH CHECK (true);
GRANT SELECT ON people, organisations TO pt_auth;
CREATE POLICY auth_reads ON people FOR SELECT TO pt_auth USING (true);
CREATE POLICY auth_reads ON organisations FOR SELECT TO pt_auth USING (true);

-- Binds a live session's organisation, person and role to the transaction and returns them; nulls
-- mean log in again. Runs as pt_auth, since the runtime role sees no session before it is bound.
CREATE FUNCTION open_session(session uuid, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid, OUT role text,
                             OUT seen_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT s.org_id, s.person_id, s.account_id, p.role, s.last_seen_at
    INTO org_id, person_id, account_id, role, seen_at
    FROM public.sessions s
    JOIN public.people p ON p.org_id = s.org_id AND p.id = s.person_id
    WHERE s.id = session AND s.revoked_at IS NULL AND s.expires_at > now() AND p.status = 'active';
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', role, true);
    END IF;
END
$$;
GRANT CREATE ON SCHEMA public TO pt_auth; -- an owner needs it for a moment
ALTER FUNCTION open_session OWNER TO pt_auth;
REVOKE CREATE ON SCHEMA public FROM pt_auth;
REVOKE EXECUTE ON FUNCTION open_session FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_session TO pt_app;
