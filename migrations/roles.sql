-- Roles of the cluster; `perftrack migrate` runs this before the migrations, as often as it likes.
-- pt_owner owns the schema and nobody logs in as it. pt_app serves requests and works in the background, pt_auth knows
-- accounts and sessions (before an organisation is known), pt_backup reads. pt_jobs may do what pt_app may: it is there
-- for workers apart from the server, of which there are none yet, so nothing logs in as it. As pt_search and pt_closer
-- nobody logs in either: one function runs as each, which finds what things are called, and which empties an organisation
-- that has closed.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['pt_owner', 'pt_app', 'pt_auth', 'pt_jobs', 'pt_backup', 'pt_search',
                                  'pt_closer'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS %s',
                               name, CASE WHEN name IN ('pt_owner', 'pt_search', 'pt_closer') THEN 'NOLOGIN' ELSE 'LOGIN' END);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- another migration was quicker
            END;
        END IF;
    END LOOP;
    IF NOT pg_has_role(current_user, 'pt_owner', 'MEMBER') THEN
        EXECUTE format('GRANT pt_owner TO %I', current_user);
    END IF;
    GRANT pt_auth, pt_search, pt_closer TO pt_owner; -- so that it can hand them the functions that run as they
    EXECUTE format('GRANT CREATE ON DATABASE %I TO pt_owner', current_database());
    IF (SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'public') <> 'pt_owner' THEN
        ALTER SCHEMA public OWNER TO pt_owner;
    END IF;
    GRANT USAGE ON SCHEMA public TO pt_app, pt_auth, pt_jobs, pt_backup;
END
$$;
