-- E-mail domains that organisations say are theirs. One is proven by a TXT record that holds `secret`; whoever controls a
-- domain's names decides whose it is, so it is proven for one organisation at a time.
CREATE TABLE email_domains (
    org_id        uuid        NOT NULL,
    id            uuid        NOT NULL,
    domain        text        NOT NULL CHECK (domain = lower(domain)),
    secret        text        NOT NULL,
    state         text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'proven', 'lost')),
    misses        integer     NOT NULL DEFAULT 0,       -- looks in a row that didn't find the record any more
    proven_at     timestamptz,
    checked_at    timestamptz,
    next_check_at timestamptz NOT NULL DEFAULT now(),   -- whoever looks has it until then
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT email_domains_domain_taken UNIQUE (org_id, domain),
    CONSTRAINT email_domains_organisation FOREIGN KEY (org_id) REFERENCES organisations
);
-- A log-in begins with an address, before its organisation is known.
CREATE UNIQUE INDEX email_domains_proven ON email_domains (domain) WHERE state = 'proven';
CREATE INDEX email_domains_due ON email_domains (next_check_at) WHERE state = 'proven';
SELECT protect('email_domains');
GRANT SELECT, UPDATE ON email_domains TO pt_auth;
CREATE POLICY auth_reads ON email_domains FOR SELECT TO pt_auth USING (true);
CREATE POLICY auth_changes ON email_domains FOR UPDATE TO pt_auth USING (true) WITH CHECK (true);

-- The OpenID provider of an organisation. Its secret is sealed with a key outside the database.
CREATE TABLE sso_connections (
    org_id         uuid        NOT NULL,
    issuer         text        NOT NULL,
    client_id      text        NOT NULL,
    client_secret  bytea       NOT NULL,
    scopes         text[]      NOT NULL,
    is_on          boolean     NOT NULL DEFAULT false,
    only_sso       boolean     NOT NULL DEFAULT false,  -- people of proven domains, Admins aside, have no other way in
    creates_people boolean     NOT NULL DEFAULT false,  -- who isn't known comes in as an Employee
    tested_at      timestamptz,                         -- as it is set now
    version        bigint      NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id),
    CONSTRAINT sso_connections_organisation FOREIGN KEY (org_id) REFERENCES organisations,
    CONSTRAINT sso_connections_only_when_on CHECK (is_on OR NOT only_sso)
);
SELECT protect('sso_connections');
GRANT SELECT ON sso_connections TO pt_auth;
CREATE POLICY auth_reads ON sso_connections FOR SELECT TO pt_auth USING (true);

-- Whom the provider knows by which subject. After the first log-in this says who somebody is, and no address.
CREATE TABLE sso_identities (
    org_id       uuid        NOT NULL,
    issuer       text        NOT NULL,
    subject      text        NOT NULL,
    person_id    uuid        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, issuer, subject),
    CONSTRAINT sso_identities_person_taken UNIQUE (org_id, person_id, issuer),
    CONSTRAINT sso_identities_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE
);
SELECT protect('sso_identities', 'SELECT, DELETE');
GRANT SELECT, INSERT, UPDATE ON sso_identities TO pt_auth;
CREATE POLICY auth ON sso_identities TO pt_auth USING (org_id = current_org()) WITH CHECK (org_id = current_org());

-- Log-ins that are at the provider's. The browser holds the secret, and state, nonce and verifier are made from it: from
-- here none of them can be made.
CREATE TABLE sso_attempts (
    org_id      uuid        NOT NULL,
    id          uuid        NOT NULL,
    secret_hash bytea       NOT NULL,
    version     bigint      NOT NULL,                   -- of the connection it began with
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT sso_attempts_connection FOREIGN KEY (org_id) REFERENCES sso_connections (org_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX sso_attempts_by_secret ON sso_attempts (secret_hash);
CREATE INDEX sso_attempts_over ON sso_attempts (expires_at);
SELECT protect('sso_attempts', 'SELECT');
GRANT SELECT, INSERT, DELETE ON sso_attempts TO pt_auth;
CREATE POLICY auth ON sso_attempts TO pt_auth USING (true) WITH CHECK (true);
