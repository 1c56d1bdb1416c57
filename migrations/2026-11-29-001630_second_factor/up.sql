-- A second step at log-in. A factor belongs to the account, in whichever organisation it is used; only pt_auth sees it.

-- What an authenticator app was given, sealed. It counts once a code of it was given back (`confirmed_at`). `last_step` is
-- the latest half minute whose code was used: no code counts twice.
CREATE TABLE totp_factors (
    account_id   uuid        PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    secret       bytea       NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz,
    last_step    bigint      NOT NULL DEFAULT 0
);
GRANT SELECT, INSERT, UPDATE, DELETE ON totp_factors TO pt_auth;
GRANT SELECT ON totp_factors TO pt_backup;

-- Codes for the day the phone is gone, by their hashes (each has 120 random bits). One works once.
CREATE TABLE recovery_codes (
    account_id uuid        NOT NULL REFERENCES accounts ON DELETE CASCADE,
    code_hash  bytea       NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (account_id, code_hash)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON recovery_codes TO pt_auth;
GRANT SELECT ON recovery_codes TO pt_backup;

-- Log-ins whose password was right and whose second step is still to come, by the hash of what the browser's cookie holds.
-- A password set meanwhile makes them worthless.
CREATE TABLE pending_log_ins (
    token_hash          bytea       PRIMARY KEY,
    account_id          uuid        NOT NULL REFERENCES accounts ON DELETE CASCADE,
    password_changed_at timestamptz NOT NULL,
    tries               integer     NOT NULL DEFAULT 0,
    expires_at          timestamptz NOT NULL,
    used_at             timestamptz
);
CREATE INDEX pending_log_ins_by_account ON pending_log_ins (account_id);
CREATE INDEX pending_log_ins_over ON pending_log_ins (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON pending_log_ins TO pt_auth;
GRANT SELECT ON pending_log_ins TO pt_backup;

-- By what somebody proved who they are when the session was opened.
ALTER TABLE sessions ADD COLUMN methods text[] NOT NULL DEFAULT '{}'
    CONSTRAINT sessions_methods_known CHECK (methods <@ ARRAY['password', 'totp', 'recovery_code', 'passkey', 'sso']);

-- Of whom the organisation demands a second step.
ALTER TABLE organisations ADD COLUMN second_factor text NOT NULL DEFAULT 'optional'
    CONSTRAINT organisations_second_factor_known CHECK (second_factor IN ('optional', 'admins', 'everybody'));

-- Whether an account has a second factor, of whatever kind.
CREATE FUNCTION has_second_factor(account uuid) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT FROM totp_factors f WHERE f.account_id = account AND f.confirmed_at IS NOT NULL);
REVOKE EXECUTE ON FUNCTION has_second_factor FROM PUBLIC;
GRANT EXECUTE ON FUNCTION has_second_factor TO pt_auth;

-- As `open_tenant`, and tells whether the organisation demands a second factor that the account hasn't got: such a session
-- sets one up and does nothing else. Who came by the organisation's own log-in has shown there what it asks for.
-- `open_tenant` stays for servers of the version before.
CREATE FUNCTION enter_tenant(session uuid, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid, OUT role text,
                             OUT seen_at timestamptz, OUT today date, OUT check_in_days integer,
                             OUT second_factor_due boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT s.org_id, s.person_id, s.account_id, p.role, s.last_seen_at,
           (now() AT TIME ZONE o.time_zone)::date, o.check_in_days,
           CASE WHEN 'sso' = ANY (s.methods) THEN false -- the provider's matter
                WHEN o.second_factor = 'everybody' OR (o.second_factor = 'admins' AND p.role = 'admin')
                THEN NOT public.has_second_factor(s.account_id) ELSE false END
    INTO org_id, person_id, account_id, role, seen_at, today, check_in_days, second_factor_due
    FROM public.sessions s
    JOIN public.people p ON p.org_id = s.org_id AND p.id = s.person_id
    JOIN public.organisations o ON o.org_id = s.org_id
    WHERE s.id = session AND s.revoked_at IS NULL AND s.expires_at > now()
      AND s.last_seen_at > now() - interval '3 days' AND p.status = 'active';
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', role, true);
    END IF;
END
$$;

-- Who in the entered organisation has a second factor. The server's role knows that much of accounts and no more.
CREATE FUNCTION people_with_second_factor() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT p.id FROM public.people p
    WHERE p.org_id = nullif(current_setting('app.org_id', true), '')::uuid
      AND p.status = 'active' AND public.has_second_factor(p.account_id)
$$;

-- Takes the second factor of somebody in the entered organisation away, for an Admin, who can't do it to themselves.
-- Whoever is active in another organisation as well keeps theirs: it guards that one, too. Whether there was one to take.
CREATE FUNCTION take_second_factor(person uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    theirs uuid;
BEGIN
    IF current_setting('app.role', true) IS DISTINCT FROM 'admin' OR person::text = current_setting('app.person_id', true) THEN
        RETURN false;
    END IF;
    SELECT p.account_id INTO theirs FROM public.people p
    WHERE p.org_id = nullif(current_setting('app.org_id', true), '')::uuid AND p.id = person
      AND NOT EXISTS (SELECT FROM public.people other
                      WHERE other.account_id = p.account_id AND other.org_id <> p.org_id AND other.status = 'active');
    DELETE FROM public.recovery_codes WHERE account_id = theirs;
    DELETE FROM public.totp_factors WHERE account_id = theirs AND confirmed_at IS NOT NULL;
    RETURN FOUND;
END
$$;

GRANT CREATE ON SCHEMA public TO pt_auth; -- an owner needs it for a moment
ALTER FUNCTION enter_tenant OWNER TO pt_auth;
ALTER FUNCTION people_with_second_factor OWNER TO pt_auth;
ALTER FUNCTION take_second_factor OWNER TO pt_auth;
REVOKE CREATE ON SCHEMA public FROM pt_auth;
REVOKE EXECUTE ON FUNCTION enter_tenant, people_with_second_factor, take_second_factor FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_tenant, people_with_second_factor, take_second_factor TO pt_app;
