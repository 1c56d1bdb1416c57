-- The thin part of the audit log, for programs: what happened to what, and whose doing it was, never what it was about.
-- Which kinds of events are told, `shared::events` says. A number is given under lock and committed before the next is
-- (`append_event`), so whoever has read up to one number has missed nothing below it. Numbers themselves are shown to
-- nobody: a gap would tell that something happened which isn't told.
CREATE VIEW organisation_events WITH (security_invoker = true) AS
SELECT e.org_id, e.seq, e.id, e.at, e.actor_id, e.kind, e.resource_id
FROM audit_events e
WHERE e.org_id = current_org();
GRANT SELECT ON organisation_events TO pt_app, pt_jobs;

-- The same for whoever reads the audit log.
CREATE VIEW visible_events WITH (security_invoker = true) AS
SELECT e.org_id, e.seq, e.id, e.at, e.actor_id, e.kind, e.resource_id
FROM organisation_events e
WHERE e.org_id = current_org() AND actor_is_admin();
GRANT SELECT ON visible_events TO pt_app, pt_jobs;

-- Where whoever reads on has come to is told by an event's id.
CREATE INDEX audit_events_by_id ON audit_events (org_id, id);

-- Where an organisation's events are sent. With the secret one could sign in our name, so it is sealed with a key outside
-- the database; the one before is good for a while beside it, or whoever verifies would have to change it in that instant.
CREATE TABLE webhook_endpoints (
    org_id           uuid        NOT NULL,
    id               uuid        NOT NULL,
    url              text        NOT NULL,
    description      text        NOT NULL,
    types            text[]      NOT NULL,                -- of events; none means all
    secret           bytea       NOT NULL,
    shown_at         timestamptz,                         -- when the secret was told; null if nobody knows it
    old_secret       bytea,
    old_secret_until timestamptz,
    state            text        NOT NULL DEFAULT 'on' CHECK (state IN ('on', 'off', 'stopped')),
    trouble          text CHECK (trouble IN ('gone', 'failing')), -- why it stopped
    failing_since    timestamptz,                         -- nothing has arrived since
    delivered_at     timestamptz,
    tried_at         timestamptz,
    position         bigint      NOT NULL,                -- the number of the last event that was looked at
    resting_until    timestamptz NOT NULL DEFAULT now(),  -- nothing is sent before
    leased_until     timestamptz NOT NULL DEFAULT now(),  -- whoever sends has it until then
    created_by       uuid        NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    version          bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT webhook_endpoints_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id),
    CONSTRAINT webhook_endpoints_old_secret CHECK ((old_secret IS NULL) = (old_secret_until IS NULL)),
    CONSTRAINT webhook_endpoints_trouble CHECK ((trouble IS NOT NULL) = (state = 'stopped'))
);
CREATE INDEX webhook_endpoints_by_person ON webhook_endpoints (org_id, created_by);
SELECT protect('webhook_endpoints');

-- What is to be sent to an endpoint, and was: an event once, by its number. What it says is read when it is sent.
CREATE TABLE webhook_deliveries (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL,
    webhook_id uuid        NOT NULL,
    event_seq  bigint      NOT NULL,
    event_id   uuid        NOT NULL,
    event_kind text        NOT NULL,
    state      text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed', 'dropped')),
    tries      integer     NOT NULL DEFAULT 0,            -- since it was queued last
    due_at     timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    done_at    timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT webhook_deliveries_webhook FOREIGN KEY (org_id, webhook_id)
        REFERENCES webhook_endpoints (org_id, id) ON DELETE CASCADE,
    CONSTRAINT webhook_deliveries_done CHECK ((done_at IS NULL) = (state = 'waiting'))
);
CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (org_id, webhook_id, event_seq);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (org_id, webhook_id, due_at) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_listed ON webhook_deliveries (org_id, webhook_id, created_at, event_id);
SELECT protect('webhook_deliveries');

-- What became of each try: a status and a word. What was answered is kept nowhere, since it may hold anything.
CREATE TABLE webhook_attempts (
    org_id      uuid        NOT NULL,
    delivery_id uuid        NOT NULL,
    number      integer     NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    outcome     text        NOT NULL CHECK (outcome IN ('delivered', 'refused', 'gone', 'unreachable', 'forbidden')),
    status      integer,
    millis      integer     NOT NULL,
    PRIMARY KEY (org_id, delivery_id, number),
    CONSTRAINT webhook_attempts_delivery FOREIGN KEY (org_id, delivery_id)
        REFERENCES webhook_deliveries (org_id, id) ON DELETE CASCADE
);
SELECT protect('webhook_attempts');

-- When an organisation's events are looked at for its endpoints; it has a row once it has had an endpoint.
CREATE TABLE webhook_rounds (
    org_id uuid        PRIMARY KEY REFERENCES organisations,
    due_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_rounds_due ON webhook_rounds (due_at);
SELECT protect('webhook_rounds', 'SELECT, INSERT, UPDATE');
-- Which organisation is due is asked before one is known.
GRANT SELECT, UPDATE ON webhook_rounds TO pt_auth;
CREATE POLICY auth ON webhook_rounds TO pt_auth USING (true) WITH CHECK (true);

-- The worker comes at once to where something happened. The row is locked even if its round is due already: else a round
-- that began before this commit, and doesn't see it, would be taken for one that did. It waits for the commit, when
-- nobody who waits for this transaction has the row.
CREATE FUNCTION call_webhook_round() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    due timestamptz;
BEGIN
    SELECT r.due_at INTO due FROM webhook_rounds r WHERE r.org_id = NEW.org_id FOR UPDATE;
    IF due > now() THEN
        UPDATE webhook_rounds r SET due_at = now() WHERE r.org_id = NEW.org_id;
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER audit_events_call_webhook_round AFTER INSERT ON audit_events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION call_webhook_round();
