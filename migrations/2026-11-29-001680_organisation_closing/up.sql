-- The day on which an organisation and everything in it is deleted, if it is to close, and how many of the letters that
-- tell its Admins so are written: at once, a week before, a day before.
ALTER TABLE organisations
    ADD COLUMN closes_at timestamptz,
    ADD COLUMN closing_letters integer NOT NULL DEFAULT 0;

-- That an organisation is gone, and nothing of it: a backup from before is restored with it in it.
CREATE TABLE closed_organisations (
    id        uuid        PRIMARY KEY,
    closed_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT ON closed_organisations TO pt_auth, pt_backup;
GRANT INSERT ON closed_organisations TO pt_closer;

-- From here on a protected table can be emptied of the entered organisation by pt_closer, as which one function runs and
-- nobody logs in. Of the rows it reads whose they are.
CREATE OR REPLACE FUNCTION protect(tenant_table regclass, grants text DEFAULT 'SELECT, INSERT, UPDATE, DELETE')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY allow ON %s TO pt_app, pt_jobs USING (true) WITH CHECK (true)', tenant_table);
    EXECUTE format($policy$
        CREATE POLICY fence ON %s AS RESTRICTIVE TO pt_app, pt_jobs
        USING (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
        WITH CHECK (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
    $policy$, tenant_table);
    EXECUTE format($policy$
        CREATE POLICY closing ON %s TO pt_closer
        USING (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
    $policy$, tenant_table);
    EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO pt_backup USING (true)', tenant_table);
    EXECUTE format('GRANT %s ON %s TO pt_app, pt_jobs', grants, tenant_table);
    EXECUTE format('GRANT SELECT ON %s TO pt_backup', tenant_table);
    EXECUTE format('GRANT SELECT (org_id), DELETE ON %s TO pt_closer', tenant_table);
END
$$;

DO $$
DECLARE
    tenant_table regclass;
BEGIN
    FOR tenant_table IN
        SELECT c.oid::regclass FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relforcerowsecurity
    LOOP
        EXECUTE format($policy$
            CREATE POLICY closing ON %s TO pt_closer
            USING (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
        $policy$, tenant_table);
        EXECUTE format('GRANT SELECT (org_id), DELETE ON %s TO pt_closer', tenant_table);
    END LOOP;
END
$$;
GRANT SELECT (closes_at) ON organisations TO pt_closer;
GRANT USAGE ON SCHEMA public TO pt_closer;

-- The log still only grows, but for the end of the organisation that it is about; and no tree is worked out that goes.
DROP TRIGGER audit_events_stand ON audit_events;
CREATE TRIGGER audit_events_stand BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT WHEN (current_user <> 'pt_closer') EXECUTE FUNCTION refuse_change();
DROP TRIGGER teams_closure ON teams;
CREATE TRIGGER teams_closure AFTER INSERT OR UPDATE OF parent_id OR DELETE ON teams
    FOR EACH STATEMENT WHEN (current_user <> 'pt_closer') EXECUTE FUNCTION refresh_team_closure();

-- Deletes every row of the organisation that the transaction is bound to, once its day has come; how many there were, by
-- table. Null, and nothing done, before. One statement for all tables: foreign keys are looked at when it ends, so that
-- tables that point at each other need no order.
CREATE FUNCTION close_organisation(org uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    statement text;
    deleted   jsonb;
BEGIN
    IF org IS DISTINCT FROM nullif(current_setting('app.org_id', true), '')::uuid THEN
        RAISE EXCEPTION 'another organisation is entered' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT FROM public.organisations o WHERE o.org_id = org AND o.closes_at <= now()) THEN
        RETURN NULL;
    END IF;
    SELECT 'WITH ' || string_agg(format('%I AS (DELETE FROM public.%I WHERE org_id = $1 RETURNING 1)',
                                        'of_' || c.relname, c.relname), ', ')
           || ' SELECT jsonb_object_agg(counted.name, counted.number) FROM ('
           || string_agg(format('SELECT %L AS name, (SELECT count(*) FROM %I) AS number',
                                c.relname, 'of_' || c.relname), ' UNION ALL ')
           || ') counted WHERE counted.number > 0'
    INTO statement
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relforcerowsecurity;
    EXECUTE statement INTO deleted USING org;
    INSERT INTO public.closed_organisations (id) VALUES (org);
    RETURN deleted;
END
$$;
GRANT CREATE ON SCHEMA public TO pt_closer; -- an owner needs it for a moment
ALTER FUNCTION close_organisation OWNER TO pt_closer;
REVOKE CREATE ON SCHEMA public FROM pt_closer;
REVOKE EXECUTE ON FUNCTION close_organisation FROM PUBLIC;
GRANT EXECUTE ON FUNCTION close_organisation TO pt_app, pt_jobs;

-- Of these accounts, deletes those who are nobody in any organisation, with what hangs on them; how many.
CREATE FUNCTION forget_accounts(ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    gone uuid[];
    keys text[];
BEGIN
    -- Held, so that nobody joins an organisation with one meanwhile.
    PERFORM FROM public.accounts a WHERE a.id = ANY (ids) ORDER BY a.id FOR UPDATE;
    SELECT coalesce(array_agg(a.id), '{}'), coalesce(array_agg(a.email_key), '{}') INTO gone, keys
    FROM public.accounts a
    WHERE a.id = ANY (ids)
      AND NOT EXISTS (SELECT FROM public.people p WHERE p.account_id = a.id OR p.email_key = a.email_key);
    DELETE FROM public.mails m WHERE lower(m.recipient) = ANY (keys);
    DELETE FROM public.link_tokens l WHERE l.email_key = ANY (keys) OR l.account_id = ANY (gone);
    DELETE FROM public.known_devices d WHERE d.account_id = ANY (gone);
    DELETE FROM public.accounts a WHERE a.id = ANY (gone);
    RETURN cardinality(gone);
END
$$;
GRANT CREATE ON SCHEMA public TO pt_auth; -- an owner needs it for a moment
ALTER FUNCTION forget_accounts OWNER TO pt_auth;
REVOKE CREATE ON SCHEMA public FROM pt_auth;
REVOKE EXECUTE ON FUNCTION forget_accounts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_accounts TO pt_app, pt_jobs;

-- Files of all that an organisation has, made in the background for the Admin who asked, and theirs alone.
CREATE TABLE organisation_exports (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL,
    asked_by   uuid        NOT NULL,
    state      text        NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'ready', 'failed')),
    tries      integer     NOT NULL DEFAULT 0,
    things     bigint,     -- lines in all its parts, once it is ready
    bytes      bigint,     -- of the file, once it is ready
    asked_at   timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '7 days',
    PRIMARY KEY (org_id, id),
    CONSTRAINT organisation_exports_asked_by FOREIGN KEY (org_id, asked_by) REFERENCES people (org_id, id)
);
CREATE INDEX organisation_exports_by_person ON organisation_exports (org_id, asked_by, asked_at);
SELECT protect('organisation_exports');
-- The worker looks for what is asked before it enters an organisation.
GRANT SELECT (org_id, id, asked_by, state, asked_at, expires_at) ON organisation_exports TO pt_auth;
CREATE POLICY auth_reads ON organisation_exports FOR SELECT TO pt_auth USING (true);

-- The file, piece by piece, sealed: a copy of the database tells nothing more by it.
CREATE TABLE organisation_export_chunks (
    org_id    uuid    NOT NULL,
    export_id uuid    NOT NULL,
    place     integer NOT NULL,
    sealed    bytea   NOT NULL,
    PRIMARY KEY (org_id, export_id, place),
    CONSTRAINT organisation_export_chunks_export FOREIGN KEY (org_id, export_id)
        REFERENCES organisation_exports (org_id, id) ON DELETE CASCADE
);
SELECT protect('organisation_export_chunks', 'SELECT, INSERT, DELETE');

-- What isn't kept for ever, and from which day on it is deleted: thirty days after the rule was made or made stricter.
CREATE TABLE retention_rules (
    org_id    uuid    NOT NULL REFERENCES organisations,
    kind      text    NOT NULL CHECK (kind IN ('weekly_check_ins', 'feedback', 'leavers')),
    months    integer NOT NULL CHECK (months BETWEEN 3 AND 120),
    acts_from date    NOT NULL,
    PRIMARY KEY (org_id, kind)
);
SELECT protect('retention_rules');
