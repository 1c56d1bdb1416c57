-- The certificates that the server orders for itself, for all replicas together. Keys are sealed outside the database.
-- None of it belongs to an organisation: the accounts role alone works with it.
CREATE TABLE certificates (
    -- What it is for: the authority's directory and the domains; or the file it is in, of which only alarms are noted.
    name       text        PRIMARY KEY,
    -- Key and chain, sealed; none before the first.
    sealed     bytea,
    -- Grows with each new one.
    version    bigint      NOT NULL DEFAULT 0,
    -- Orders begun since the last one that worked.
    attempts   integer     NOT NULL DEFAULT 0,
    -- Nobody orders before: somebody does already, or it didn't work and pauses.
    next_at    timestamptz NOT NULL DEFAULT now(),
    -- When it was last said that it ends soon.
    alarmed_at timestamptz
);
GRANT SELECT, INSERT, UPDATE ON certificates TO pt_auth;
GRANT SELECT ON certificates TO pt_backup;

-- Accounts with certificate authorities: their keys, sealed.
CREATE TABLE acme_accounts (
    name   text  PRIMARY KEY,
    sealed bytea NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON acme_accounts TO pt_auth;
GRANT SELECT ON acme_accounts TO pt_backup;

-- What an authority is answered that asks for a proof, whichever replica it asks. Anybody may read it, for an hour.
CREATE TABLE acme_challenges (
    token      text        PRIMARY KEY,
    proof      text        NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX acme_challenges_over ON acme_challenges (expires_at);
GRANT SELECT, INSERT, DELETE ON acme_challenges TO pt_auth;
GRANT SELECT ON acme_challenges TO pt_backup;
