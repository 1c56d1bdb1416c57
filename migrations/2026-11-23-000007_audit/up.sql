-- One append-only log per organisation: the audit trail, and the event log that integrations read by
-- `seq`, which has no gaps: the head is taken under lock and moves only with the commit.
CREATE TABLE audit_heads (
    org_id uuid   PRIMARY KEY REFERENCES organisations,
    seq    bigint NOT NULL DEFAULT 0
);
SELECT protect('audit_heads', 'SELECT, UPDATE');

CREATE TABLE audit_events (
    org_id        uuid        NOT NULL,
    seq           bigint      NOT NULL,
    id            uuid        NOT NULL,
    at            timestamptz NOT NULL DEFAULT now(),
    actor_id      uuid,       -- the person; null for what nobody logged in did, such as a failed log-in
    session_id    uuid,
    kind          text        NOT NULL, -- feature.past_tense, such as objectives.created
    resource_kind text        NOT NULL,
    resource_id   uuid,
    before        jsonb,
    after         jsonb,
    address       text        NOT NULL,
    request_id    text        NOT NULL,
    PRIMARY KEY (org_id, seq),
    CONSTRAINT audit_events_actor FOREIGN KEY (org_id, actor_id) REFERENCES people (org_id, id)
);
CREATE INDEX audit_events_by_resource ON audit_events (org_id, resource_id, seq);
SELECT protect('audit_events', 'SELECT, INSERT');
