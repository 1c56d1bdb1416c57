-- What the organisation stands for. Praise names it, so it is retired, never removed.
CREATE TABLE company_values (
    org_id      uuid        NOT NULL REFERENCES organisations,
    id          uuid        NOT NULL,
    name        text        NOT NULL,
    description text        NOT NULL DEFAULT '',
    retired_at  timestamptz,
    version     bigint      NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT company_values_name_taken UNIQUE (org_id, name)
);
SELECT protect('company_values');

CREATE TABLE praise (
    org_id           uuid        NOT NULL,
    id               uuid        NOT NULL,
    author_id        uuid        NOT NULL,
    body             text        NOT NULL,
    taken_down_at    timestamptz,
    taken_down_by    uuid,
    take_down_reason text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    version          bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT praise_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id),
    CONSTRAINT praise_taken_down_by FOREIGN KEY (org_id, taken_down_by) REFERENCES people (org_id, id),
    CONSTRAINT praise_taken_down_whole CHECK (num_nonnulls(taken_down_at, taken_down_by, take_down_reason) IN (0, 3))
);
CREATE INDEX praise_by_author ON praise (org_id, author_id, id DESC);
SELECT protect('praise');

CREATE TABLE praise_recipients (
    org_id    uuid NOT NULL,
    praise_id uuid NOT NULL,
    person_id uuid NOT NULL,
    PRIMARY KEY (org_id, praise_id, person_id),
    CONSTRAINT praise_recipients_praise FOREIGN KEY (org_id, praise_id) REFERENCES praise (org_id, id) ON DELETE CASCADE,
    CONSTRAINT praise_recipients_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE INDEX praise_recipients_by_person ON praise_recipients (org_id, person_id, praise_id DESC);
SELECT protect('praise_recipients');

CREATE TABLE praise_values (
    org_id    uuid NOT NULL,
    praise_id uuid NOT NULL,
    value_id  uuid NOT NULL,
    PRIMARY KEY (org_id, praise_id, value_id),
    CONSTRAINT praise_values_praise FOREIGN KEY (org_id, praise_id) REFERENCES praise (org_id, id) ON DELETE CASCADE,
    CONSTRAINT praise_values_value FOREIGN KEY (org_id, value_id) REFERENCES company_values (org_id, id)
);
CREATE INDEX praise_values_by_value ON praise_values (org_id, value_id, praise_id DESC);
SELECT protect('praise_values');

CREATE TABLE praise_reactions (
    org_id     uuid        NOT NULL,
    praise_id  uuid        NOT NULL,
    person_id  uuid        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('thanks', 'applause', 'celebrate', 'inspiring', 'heart')),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, praise_id, person_id, kind),
    CONSTRAINT praise_reactions_praise FOREIGN KEY (org_id, praise_id) REFERENCES praise (org_id, id) ON DELETE CASCADE,
    CONSTRAINT praise_reactions_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
SELECT protect('praise_reactions');

-- The first wall for praise: everybody, until it is taken down. Then its author still has the text, and Admins see
-- that there was one.
CREATE VIEW visible_praise WITH (security_invoker = true) AS
SELECT p.org_id, p.id, p.author_id, author.name AS author_name,
       CASE WHEN p.taken_down_at IS NULL OR p.author_id = current_person() THEN p.body ELSE '' END AS body,
       p.taken_down_at, p.take_down_reason, p.created_at, p.version,
       CASE WHEN p.author_id = current_person() THEN 'own'
            WHEN actor_is_admin() THEN 'organisation'
            ELSE 'view' END AS relation
FROM praise p
JOIN people author ON author.org_id = p.org_id AND author.id = p.author_id
WHERE p.org_id = current_org()
  AND (p.taken_down_at IS NULL OR p.author_id = current_person() OR actor_is_admin());
GRANT SELECT ON visible_praise TO pt_app, pt_jobs;

-- Somebody asks several people about one: who will read the answers, and what for, is fixed here.
CREATE TABLE feedback_requests (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL,
    asker_id   uuid        NOT NULL,
    subject_id uuid        NOT NULL,
    question   text        NOT NULL,
    to_person  boolean     NOT NULL,
    to_manager boolean     NOT NULL,
    to_chain   boolean     NOT NULL,
    to_later   boolean     NOT NULL,
    purpose    text        NOT NULL CHECK (purpose IN ('growth', 'evaluation')),
    due_on     date        NOT NULL,
    closed_at  timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    version    bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT feedback_requests_asker FOREIGN KEY (org_id, asker_id) REFERENCES people (org_id, id),
    CONSTRAINT feedback_requests_subject_unknown FOREIGN KEY (org_id, subject_id) REFERENCES people (org_id, id),
    CONSTRAINT feedback_requests_somebody_reads CHECK (CASE WHEN asker_id = subject_id THEN to_person ELSE to_manager END),
    CONSTRAINT feedback_requests_through_manager CHECK (to_manager OR NOT (to_chain OR to_later))
);
CREATE INDEX feedback_requests_by_asker ON feedback_requests (org_id, asker_id, id DESC);
CREATE INDEX feedback_requests_by_subject ON feedback_requests (org_id, subject_id);
SELECT protect('feedback_requests');

-- One person who is asked.
CREATE TABLE feedback_asks (
    org_id         uuid        NOT NULL,
    id             uuid        NOT NULL,
    request_id     uuid        NOT NULL,
    person_id      uuid        NOT NULL,
    state          text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'declined')),
    decline_reason text,
    decided_at     timestamptz,
    version        bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT feedback_asks_request FOREIGN KEY (org_id, request_id) REFERENCES feedback_requests (org_id, id) ON DELETE CASCADE,
    CONSTRAINT feedback_asks_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT feedback_asks_person_twice UNIQUE (org_id, request_id, person_id)
);
CREATE INDEX feedback_asks_by_person ON feedback_asks (org_id, person_id, id DESC);
SELECT protect('feedback_asks');

-- Private feedback, answers and notes to self. `managers_then` are those above the subject when it was written, the
-- nearest first: what is written to a manager is for that one, unless its author said more.
CREATE TABLE feedback (
    org_id        uuid        NOT NULL,
    id            uuid        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('given', 'asked', 'note')),
    author_id     uuid        NOT NULL,
    subject_id    uuid        NOT NULL,
    ask_id        uuid,
    asked_by      uuid,
    body          text        NOT NULL,
    purpose       text        NOT NULL CHECK (purpose IN ('growth', 'evaluation')),
    to_person     boolean     NOT NULL,
    to_manager    boolean     NOT NULL,
    to_chain      boolean     NOT NULL,
    to_later      boolean     NOT NULL,
    managers_then uuid[]      NOT NULL DEFAULT '{}',
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    version       bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT feedback_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id),
    CONSTRAINT feedback_subject_unknown FOREIGN KEY (org_id, subject_id) REFERENCES people (org_id, id),
    CONSTRAINT feedback_ask FOREIGN KEY (org_id, ask_id) REFERENCES feedback_asks (org_id, id),
    CONSTRAINT feedback_asked_by FOREIGN KEY (org_id, asked_by) REFERENCES people (org_id, id),
    CONSTRAINT feedback_ask_answered_once UNIQUE (org_id, ask_id),
    CONSTRAINT feedback_asked CHECK ((kind = 'asked') = (ask_id IS NOT NULL) AND (kind = 'asked') = (asked_by IS NOT NULL)),
    CONSTRAINT feedback_note_is_ones_own CHECK ((kind = 'note') = NOT (to_person OR to_manager)),
    CONSTRAINT feedback_through_manager CHECK (to_manager OR NOT (to_chain OR to_later)),
    CONSTRAINT feedback_not_to_self CHECK (kind = 'note' OR author_id <> subject_id)
);
CREATE INDEX feedback_by_subject ON feedback (org_id, subject_id, id DESC);
CREATE INDEX feedback_by_author ON feedback (org_id, author_id, id DESC);
SELECT protect('feedback');

-- The first wall for feedback. The order of the cases is the order of `relation_of` in the shared crate; a test holds
-- the two together. The subject comes before Admins: what was written to a manager alone is not theirs to read, whoever
-- they are. A note is its writer's.
CREATE VIEW visible_feedback WITH (security_invoker = true) AS
SELECT f.org_id, f.id, f.kind, f.author_id, f.subject_id, f.ask_id, f.asked_by, f.body, f.purpose,
       f.to_person, f.to_manager, f.to_chain, f.to_later, f.managers_then, f.created_at, f.updated_at, f.version,
       author.name AS author_name, subject.name AS subject_name, asker.name AS asker_name, request.id AS request_id,
       request.question, reach.relation
FROM feedback f
JOIN people author ON author.org_id = f.org_id AND author.id = f.author_id
JOIN people subject ON subject.org_id = f.org_id AND subject.id = f.subject_id
LEFT JOIN people asker ON asker.org_id = f.org_id AND asker.id = f.asked_by
LEFT JOIN feedback_asks ask ON ask.org_id = f.org_id AND ask.id = f.ask_id
LEFT JOIN feedback_requests request ON request.org_id = ask.org_id AND request.id = ask.request_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN f.author_id = current_person() THEN 'own'
        WHEN f.kind = 'note' THEN NULL
        WHEN f.subject_id = current_person() THEN CASE WHEN f.to_person THEN 'view' END
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND f.to_manager AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = f.org_id AND c.manager_id = current_person() AND c.report_id = f.subject_id
              AND (f.asked_by = current_person()
                   OR f.managers_then[1] = current_person()
                   OR (f.to_chain AND current_person() = ANY (f.managers_then))
                   OR (f.to_later AND (f.to_chain OR c.depth = 1)))) THEN 'report'
        END AS relation
) reach
WHERE f.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_feedback TO pt_app, pt_jobs;

-- A request is its asker's; whoever is asked sees it by their ask.
CREATE VIEW visible_feedback_requests WITH (security_invoker = true) AS
SELECT r.org_id, r.id, r.asker_id, r.subject_id, r.question, r.to_person, r.to_manager, r.to_chain, r.to_later,
       r.purpose, r.due_on, r.closed_at, r.created_at, r.version, asker.name AS asker_name, subject.name AS subject_name,
       CASE WHEN r.asker_id = current_person() THEN 'own' ELSE 'organisation' END AS relation
FROM feedback_requests r
JOIN people asker ON asker.org_id = r.org_id AND asker.id = r.asker_id
JOIN people subject ON subject.org_id = r.org_id AND subject.id = r.subject_id
WHERE r.org_id = current_org()
  AND (r.asker_id = current_person() OR (actor_is_admin() AND r.subject_id <> current_person()));
GRANT SELECT ON visible_feedback_requests TO pt_app, pt_jobs;

-- What one is asked oneself.
CREATE VIEW visible_feedback_asks WITH (security_invoker = true) AS
SELECT a.org_id, a.id, a.request_id, a.person_id, a.state, a.decline_reason, a.decided_at, a.version,
       r.asker_id, r.subject_id, r.question, r.to_person, r.to_manager, r.to_chain, r.to_later, r.purpose, r.due_on,
       r.closed_at, r.created_at, asker.name AS asker_name, subject.name AS subject_name,
       'own'::text AS relation
FROM feedback_asks a
JOIN feedback_requests r ON r.org_id = a.org_id AND r.id = a.request_id
JOIN people asker ON asker.org_id = r.org_id AND asker.id = r.asker_id
JOIN people subject ON subject.org_id = r.org_id AND subject.id = r.subject_id
WHERE a.org_id = current_org() AND a.person_id = current_person();
GRANT SELECT ON visible_feedback_asks TO pt_app, pt_jobs;
