-- What people are told. A notice says who is to know what kind of thing about which thing, never what that thing
-- says: this comes from the thing's `visible_…` view whenever somebody looks, and once more before anything is sent.
CREATE TABLE notices (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL,
    person_id  uuid        NOT NULL,
    kind       text        NOT NULL CHECK (kind ~ '^[a-z_]{1,60}$'),
    subject    text        NOT NULL CHECK (subject ~ '^[a-z_]{1,60}$'), -- what kind of thing `about` names
    about      uuid        NOT NULL,
    occasion   text        NOT NULL DEFAULT '', -- which reminder of a ladder it is; empty if it is none
    actor_id   uuid,                            -- whose doing it is; null if nobody's, or nobody may know
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at    timestamptz,
    settled_at timestamptz,                     -- what it asked for is done
    PRIMARY KEY (org_id, id),
    CONSTRAINT notices_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE,
    CONSTRAINT notices_actor FOREIGN KEY (org_id, actor_id) REFERENCES people (org_id, id)
);
CREATE INDEX notices_by_person ON notices (org_id, person_id, id DESC);
CREATE INDEX notices_unread ON notices (org_id, person_id, id DESC) WHERE read_at IS NULL AND settled_at IS NULL;
CREATE INDEX notices_by_actor ON notices (org_id, actor_id);
CREATE INDEX notices_about ON notices (org_id, about, kind);
-- However often the worker restarts, and whichever replica runs it, one reminds once.
CREATE UNIQUE INDEX notices_once ON notices (org_id, person_id, kind, about, occasion) WHERE occasion <> '';
SELECT protect('notices');
