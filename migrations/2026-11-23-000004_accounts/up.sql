-- Login identities. Global: an account may be a person in several organisations. Only pt_auth sees them.
CREATE TABLE accounts (
    id                  uuid        PRIMARY KEY,
    email               text        NOT NULL,
    email_key           text        NOT NULL CONSTRAINT accounts_email_taken UNIQUE,
    password_hash       text        NOT NULL,
    password_changed_at timestamptz NOT NULL DEFAULT now(),
    created_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT accounts_email_key CHECK (email_key = lower(email_key))
);
GRANT SELECT, INSERT, UPDATE ON accounts TO pt_auth;
GRANT SELECT ON accounts TO pt_backup;
