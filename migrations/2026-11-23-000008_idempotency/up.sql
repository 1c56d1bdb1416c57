-- Answers to POSTs that carried an Idempotency-Key, kept for a day.
CREATE TABLE idempotency_keys (
    org_id      uuid        NOT NULL,
    person_id   uuid        NOT NULL,
    operation   text        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL, -- SHA-256 of path, query and body
    status      integer     NOT NULL,
    body        bytea       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, person_id, operation, key),
    CONSTRAINT idempotency_keys_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (org_id, created_at);
SELECT protect('idempotency_keys', 'SELECT, INSERT, UPDATE, DELETE');
