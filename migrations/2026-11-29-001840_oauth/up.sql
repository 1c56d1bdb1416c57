-- Programs of others that may ask this organisation's people for access. Of an app's secret, 256 random bits, a plain hash is
-- enough: there is nothing to guess it from.
CREATE TABLE oauth_apps (
    org_id          uuid        NOT NULL,
    id              uuid        NOT NULL,                 -- the client_id
    name            text        NOT NULL,
    redirect_uris   text[]      NOT NULL,
    scopes          text[]      NOT NULL,                 -- what it may ask for
    is_confidential boolean     NOT NULL,                 -- can keep a secret
    secret_hash     bytea,                                -- null until one is drawn
    secret_at       timestamptz,
    created_by      uuid        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    version         bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT oauth_apps_name_taken UNIQUE (org_id, name),
    CONSTRAINT oauth_apps_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id),
    CONSTRAINT oauth_apps_secret CHECK ((secret_hash IS NULL) = (secret_at IS NULL)),
    CONSTRAINT oauth_apps_public CHECK (is_confidential OR secret_hash IS NULL)
);
CREATE INDEX oauth_apps_by_person ON oauth_apps (org_id, created_by);
SELECT protect('oauth_apps');

-- What somebody allowed an app: from the code that says so, by which it begins, to its end. A refresh token is of a family and
-- has a secret: the family stays, the secret is another each time. So the family with an old secret tells that two have it.
CREATE TABLE oauth_grants (
    org_id       uuid        NOT NULL,
    id           uuid        NOT NULL,
    app_id       uuid        NOT NULL,
    person_id    uuid        NOT NULL,
    scopes       text[]      NOT NULL,
    redirect_uri text        NOT NULL,                    -- to which the code was sent
    challenge    text        NOT NULL,                    -- of PKCE, S256
    code_hash    bytea,                                   -- forgotten at the first refresh
    code_until   timestamptz NOT NULL,
    family_hash  bytea,
    refresh_hash bytea,
    by_provider  boolean     NOT NULL DEFAULT false,      -- allowed in a session that the organisation's own provider opened
    created_at   timestamptz NOT NULL DEFAULT now(),
    begun_at     timestamptz,                             -- when the code was used
    refreshed_at timestamptz,
    revoked_at   timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT oauth_grants_app FOREIGN KEY (org_id, app_id) REFERENCES oauth_apps (org_id, id) ON DELETE CASCADE,
    CONSTRAINT oauth_grants_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE,
    CONSTRAINT oauth_grants_begun CHECK ((begun_at IS NULL) = (family_hash IS NULL)
                                     AND (begun_at IS NULL) = (refresh_hash IS NULL)
                                     AND (begun_at IS NULL) = (refreshed_at IS NULL))
);
CREATE INDEX oauth_grants_by_app ON oauth_grants (org_id, app_id);
CREATE INDEX oauth_grants_by_person ON oauth_grants (org_id, person_id);
-- Before the organisation is known.
CREATE UNIQUE INDEX oauth_grants_by_code ON oauth_grants (code_hash);
CREATE UNIQUE INDEX oauth_grants_by_family ON oauth_grants (family_hash);
SELECT protect('oauth_grants');

-- pt_auth finds them before an organisation is known, and ends them with a password.
GRANT SELECT ON oauth_grants TO pt_auth;
GRANT UPDATE (revoked_at) ON oauth_grants TO pt_auth;
CREATE POLICY auth_reads ON oauth_grants FOR SELECT TO pt_auth USING (true);
CREATE POLICY auth_changes ON oauth_grants FOR UPDATE TO pt_auth USING (true) WITH CHECK (true);

-- An access token is an API token that belongs to a grant, under the grant's id: one at a time, and the audit log names the app.
ALTER TABLE api_tokens
    ADD COLUMN grant_id uuid,
    ADD CONSTRAINT api_tokens_grant FOREIGN KEY (org_id, grant_id) REFERENCES oauth_grants (org_id, id) ON DELETE CASCADE,
    ADD CONSTRAINT api_tokens_of_grant CHECK (grant_id = id);
CREATE INDEX api_tokens_by_grant ON api_tokens (org_id, grant_id);

-- Whoever ends a grant ends its access token, and with that the streams it opened.
CREATE FUNCTION end_access_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE api_tokens SET revoked_at = now()
    WHERE org_id = NEW.org_id AND grant_id = NEW.id AND revoked_at IS NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER oauth_grants_over AFTER UPDATE OF revoked_at ON oauth_grants FOR EACH ROW
    WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION end_access_token();

-- What enter_by_token is for a token: binds the organisation, person and role of the grant that has this code, this family of
-- refresh tokens or this access token, which may be over: an app ends by it what it was allowed. Whether the code is still good,
-- whoever entered finds out: that one comes twice has to be told.
CREATE FUNCTION enter_by_grant(secret bytea, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid, OUT role text,
                               OUT today date, OUT check_in_days integer, OUT grant_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT g.org_id, g.person_id, p.account_id, p.role, (now() AT TIME ZONE o.time_zone)::date, o.check_in_days, g.id
    INTO org_id, person_id, account_id, role, today, check_in_days, grant_id
    FROM (SELECT f.org_id, f.id FROM public.oauth_grants f WHERE f.code_hash = secret OR f.family_hash = secret
          UNION
          SELECT t.org_id, t.grant_id FROM public.api_tokens t WHERE t.secret_hash = secret AND t.revoked_at IS NULL) hit
    JOIN public.oauth_grants g ON g.org_id = hit.org_id AND g.id = hit.id
    JOIN public.people p ON p.org_id = g.org_id AND p.id = g.person_id
    JOIN public.organisations o ON o.org_id = g.org_id
    WHERE g.revoked_at IS NULL AND p.status = 'active';
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', role, true);
    END IF;
END
$$;
GRANT CREATE ON SCHEMA public TO pt_auth; -- an owner needs it for a moment
ALTER FUNCTION enter_by_grant OWNER TO pt_auth;
REVOKE CREATE ON SCHEMA public FROM pt_auth;
REVOKE EXECUTE ON FUNCTION enter_by_grant FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_by_grant TO pt_app;
