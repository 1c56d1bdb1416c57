-- Secrets of links sent by mail, hashed. `payload` holds what a sign-up needs once it is verified.
CREATE TABLE link_tokens (
    id         uuid        PRIMARY KEY,
    purpose    text        NOT NULL CHECK (purpose IN ('sign_up', 'invitation', 'password_reset')),
    token_hash bytea       NOT NULL UNIQUE,
    email_key  text        NOT NULL,
    account_id uuid        REFERENCES accounts,
    org_id     uuid,
    person_id  uuid,
    payload    jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CONSTRAINT link_tokens_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE,
    CONSTRAINT link_tokens_invitation CHECK ((purpose = 'invitation') = (person_id IS NOT NULL))
);
CREATE INDEX link_tokens_by_person ON link_tokens (org_id, person_id);
CREATE INDEX link_tokens_by_email ON link_tokens (email_key, purpose);
SELECT protect('link_tokens', 'SELECT, INSERT');
GRANT UPDATE (used_at) ON link_tokens TO pt_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON link_tokens TO pt_auth;
CREATE POLICY auth ON link_tokens TO pt_auth USING (true) WITH CHECK (true);

-- Mail on its way out. Written with the change it tells of, sent by the worker, emptied once sent.
CREATE TABLE mails (
    id         uuid        PRIMARY KEY,
    recipient  text        NOT NULL,
    subject    text        NOT NULL,
    text_body  text        NOT NULL,
    html_body  text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    due_at     timestamptz NOT NULL DEFAULT now(),
    attempts   integer     NOT NULL DEFAULT 0,
    sent_at    timestamptz,
    last_error text
);
CREATE INDEX mails_due ON mails (due_at) WHERE sent_at IS NULL;
GRANT INSERT ON mails TO pt_app, pt_jobs;
GRANT SELECT, INSERT, UPDATE, DELETE ON mails TO pt_auth;
GRANT SELECT ON mails TO pt_backup;

-- Sign-up and accepting an invitation write the first rows of an organisation before a session exists:
-- as pt_auth, inside the same fence.
GRANT INSERT ON organisations, audit_heads, audit_events, people TO pt_auth;
GRANT UPDATE ON people, audit_heads TO pt_auth;
GRANT SELECT ON audit_heads TO pt_auth;
CREATE POLICY auth_adds ON organisations FOR INSERT TO pt_auth WITH CHECK (org_id = current_org());
CREATE POLICY auth_adds ON people FOR INSERT TO pt_auth WITH CHECK (org_id = current_org());
CREATE POLICY auth_changes ON people FOR UPDATE TO pt_auth
    USING (org_id = current_org()) WITH CHECK (org_id = current_org());
CREATE POLICY auth ON audit_heads TO pt_auth USING (org_id = current_org()) WITH CHECK (org_id = current_org());
CREATE POLICY auth_adds ON audit_events FOR INSERT TO pt_auth WITH CHECK (org_id = current_org());
