-- Passkeys (WebAuthn): one more kind of second step, and a log-in without a password. They belong to the account, in whichever
-- organisation they are used; only pt_auth sees them.
CREATE TABLE passkeys (
    id            uuid        PRIMARY KEY,
    account_id    uuid        NOT NULL REFERENCES accounts ON DELETE CASCADE,
    -- What its authenticator calls it: the same passkey is nobody else's.
    credential_id bytea       NOT NULL UNIQUE,
    -- Public key and counter, as webauthn-rs keeps them.
    credential    jsonb       NOT NULL,
    name          text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_used_at  timestamptz
);
CREATE INDEX passkeys_by_account ON passkeys (account_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON passkeys TO pt_auth;
GRANT SELECT ON passkeys TO pt_backup;

-- What authenticators were asked and haven't answered yet, sealed, by the hash of what may answer it: a session, or the cookie of
-- a log-in. Whatever is taken is gone.
CREATE TABLE passkey_challenges (
    holder     bytea       PRIMARY KEY,
    state      bytea       NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenges_over ON passkey_challenges (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON passkey_challenges TO pt_auth;
GRANT SELECT ON passkey_challenges TO pt_backup;

-- As before, and a passkey is a second factor, too.
CREATE OR REPLACE FUNCTION has_second_factor(account uuid) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT FROM totp_factors f WHERE f.account_id = account AND f.confirmed_at IS NOT NULL)
        OR EXISTS (SELECT FROM passkeys k WHERE k.account_id = account);

-- As before, and passkeys go as well: the phone that is lost held them, too.
CREATE OR REPLACE FUNCTION take_second_factor(person uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    theirs uuid;
    had    boolean;
BEGIN
    IF current_setting('app.role', true) IS DISTINCT FROM 'admin' OR person::text = current_setting('app.person_id', true) THEN
        RETURN false;
    END IF;
    SELECT p.account_id INTO theirs FROM public.people p
    WHERE p.org_id = nullif(current_setting('app.org_id', true), '')::uuid AND p.id = person
      AND NOT EXISTS (SELECT FROM public.people other
                      WHERE other.account_id = p.account_id AND other.org_id <> p.org_id AND other.status = 'active');
    had := coalesce(public.has_second_factor(theirs), false);
    DELETE FROM public.recovery_codes WHERE account_id = theirs;
    DELETE FROM public.passkeys WHERE account_id = theirs;
    DELETE FROM public.totp_factors WHERE account_id = theirs AND confirmed_at IS NOT NULL;
    RETURN had;
END
$$;
