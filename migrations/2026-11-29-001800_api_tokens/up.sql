-- How long API tokens last at the most, in days. Opening one asks it, so a change acts at once. With a version of its own, as
-- sessions have: or whoever changes both this and another setting would stand in their own way.
ALTER TABLE organisations
    ADD COLUMN api_token_days integer NOT NULL DEFAULT 365
        CONSTRAINT organisations_api_token_days_range CHECK (api_token_days BETWEEN 1 AND 365),
    ADD COLUMN api_tokens_version bigint NOT NULL DEFAULT 1;

-- A program's way in. Of its secret, 256 random bits, a plain hash is enough: there is nothing to guess it from.
CREATE TABLE api_tokens (
    org_id       uuid        NOT NULL,
    id           uuid        NOT NULL,
    person_id    uuid        NOT NULL,
    name         text        NOT NULL,
    secret_hash  bytea       NOT NULL,
    ending       text        NOT NULL,                  -- the secret's last four characters
    scopes       text[]      NOT NULL,
    networks     text[]      NOT NULL DEFAULT '{}',     -- from which it is good; from anywhere if there are none
    by_provider  boolean     NOT NULL DEFAULT false,    -- made in a session that the organisation's own provider opened
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    last_address text        NOT NULL DEFAULT '',
    revoked_at   timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT api_tokens_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX api_tokens_by_secret ON api_tokens (secret_hash); -- before the organisation is known
CREATE INDEX api_tokens_by_person ON api_tokens (org_id, person_id);
SELECT protect('api_tokens', 'SELECT, INSERT, DELETE');
GRANT UPDATE (revoked_at) ON api_tokens TO pt_app, pt_jobs;

-- pt_auth finds them before an organisation is known, notes when they were used, and ends those that were made by a password
-- when a domain is proven whose people come in by a provider alone.
GRANT SELECT ON api_tokens TO pt_auth;
GRANT UPDATE (last_used_at, last_address, revoked_at) ON api_tokens TO pt_auth;
CREATE POLICY auth_reads ON api_tokens FOR SELECT TO pt_auth USING (true);
CREATE POLICY auth_changes ON api_tokens FOR UPDATE TO pt_auth USING (true) WITH CHECK (true);

-- A stream that was opened by a token ends with it, as one of a session does.
CREATE TRIGGER api_tokens_over AFTER UPDATE OF revoked_at ON api_tokens FOR EACH ROW
    WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION call_out_session();

-- What enter_tenant is for a session: binds the organisation, person and role of a token that is good, from an address from
-- which it is, and tells its scopes; nulls otherwise. Whoever owes a second step owes it here as well.
CREATE FUNCTION enter_by_token(secret bytea, caller text, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid,
                               OUT role text, OUT seen_at timestamptz, OUT today date, OUT check_in_days integer,
                               OUT second_factor_due boolean, OUT token_id uuid, OUT scopes text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT t.org_id, t.person_id, p.account_id, p.role, coalesce(t.last_used_at, 'epoch'),
           (now() AT TIME ZONE o.time_zone)::date, o.check_in_days,
           CASE WHEN t.by_provider THEN false -- the provider's matter
                WHEN o.second_factor = 'everybody' OR (o.second_factor = 'admins' AND p.role = 'admin')
                THEN NOT public.has_second_factor(p.account_id) ELSE false END,
           t.id, t.scopes
    INTO org_id, person_id, account_id, role, seen_at, today, check_in_days, second_factor_due, token_id, scopes
    FROM public.api_tokens t
    JOIN public.people p ON p.org_id = t.org_id AND p.id = t.person_id
    JOIN public.organisations o ON o.org_id = t.org_id
    WHERE t.secret_hash = secret AND t.revoked_at IS NULL AND p.status = 'active'
      AND least(t.expires_at, t.created_at + make_interval(days => o.api_token_days)) > now()
      AND (t.networks = '{}' OR caller::inet <<= ANY (t.networks::inet[]));
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', role, true);
    END IF;
END
$$;
GRANT CREATE ON SCHEMA public TO pt_auth; -- an owner needs it for a moment
ALTER FUNCTION enter_by_token OWNER TO pt_auth;
REVOKE CREATE ON SCHEMA public FROM pt_auth;
REVOKE EXECUTE ON FUNCTION enter_by_token FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_by_token TO pt_app;
