-- How often something was tried, for all replicas together. Keys are hashes: neither addresses nor
-- accounts can be read from here.
CREATE TABLE throttles (
    key     bytea       PRIMARY KEY,
    count   integer     NOT NULL,
    since   timestamptz NOT NULL,
    next_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL
);
CREATE INDEX throttles_over ON throttles (ends_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON throttles TO pt_auth;
GRANT SELECT ON throttles TO pt_backup;

-- Browsers that have logged in to an account before, by the hash of their secret: a stranger's guesses
-- never slow them down.
CREATE TABLE known_devices (
    account_id   uuid        NOT NULL REFERENCES accounts,
    secret_hash  bytea       NOT NULL,
    last_used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, secret_hash)
);
CREATE INDEX known_devices_by_age ON known_devices (last_used_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON known_devices TO pt_auth;
GRANT SELECT ON known_devices TO pt_backup;

CREATE INDEX link_tokens_over ON link_tokens (expires_at);
CREATE INDEX mails_sent ON mails (sent_at) WHERE sent_at IS NOT NULL;

-- A session also ends when it has not been used for three days.
CREATE OR REPLACE FUNCTION open_session(session uuid, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid,
                                        OUT role text, OUT seen_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT s.org_id, s.person_id, s.account_id, p.role, s.last_seen_at
    INTO org_id, person_id, account_id, role, seen_at
    FROM public.sessions s
    JOIN public.people p ON p.org_id = s.org_id AND p.id = s.person_id
    WHERE s.id = session AND s.revoked_at IS NULL AND s.expires_at > now()
      AND s.last_seen_at > now() - interval '3 days' AND p.status = 'active';
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', role, true);
    END IF;
END
$$;
