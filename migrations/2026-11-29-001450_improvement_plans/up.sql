-- An improvement plan: between a person, the manager they have at the moment and Admins. Its person learns of it on the
-- day it starts, and nobody else ever does.
CREATE TABLE improvement_plans (
    org_id               uuid        NOT NULL,
    id                   uuid        NOT NULL,
    person_id            uuid        NOT NULL,
    held_by              uuid,                 -- the manager who has it in hand; null if nobody leads them
    state                text        NOT NULL DEFAULT 'draft'
        CHECK (state IN ('draft', 'scheduled', 'running', 'paused', 'extended', 'met', 'not_met', 'withdrawn')),
    starts_on            date,                 -- null before it is scheduled
    ends_on              date        NOT NULL,
    extended             boolean     NOT NULL DEFAULT false,
    edition              integer     NOT NULL DEFAULT 1, -- of what the person reads: one more with each change since the start
    acknowledged_edition integer,              -- the latest that the person says to have read
    started_at           timestamptz,          -- from then on its person sees it
    ended_at             timestamptz,
    created_at           timestamptz NOT NULL DEFAULT now(),
    -- One count for each audience, so that nobody sees a number move by what they may not read.
    version              bigint      NOT NULL DEFAULT 1,
    manager_version      bigint      NOT NULL DEFAULT 0,
    hr_version           bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, id),
    CONSTRAINT improvement_plans_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT improvement_plans_held_by FOREIGN KEY (org_id, held_by) REFERENCES people (org_id, id),
    CONSTRAINT improvement_plans_starts_known CHECK (starts_on IS NOT NULL OR state IN ('draft', 'withdrawn')),
    CONSTRAINT improvement_plans_ends_after_start CHECK (ends_on > starts_on),
    CONSTRAINT improvement_plans_seen_if_started CHECK (
        started_at IS NOT NULL OR state IN ('draft', 'scheduled', 'withdrawn'))
);
CREATE INDEX improvement_plans_by_person ON improvement_plans (org_id, person_id, id DESC);
-- One at a time for each person.
CREATE UNIQUE INDEX improvement_plans_person_open ON improvement_plans (org_id, person_id)
    WHERE state IN ('draft', 'scheduled', 'running', 'paused', 'extended');
SELECT protect('improvement_plans', 'SELECT, INSERT, UPDATE');

-- What a plan says, part by part. Never edited: another takes its place.
CREATE TABLE improvement_sections (
    org_id      uuid        NOT NULL,
    id          uuid        NOT NULL,
    plan_id     uuid        NOT NULL,
    place       integer     NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('expected', 'measured', 'support', 'background')),
    audience    text        NOT NULL CHECK (audience IN ('hr', 'manager', 'person')),
    body        text        NOT NULL,
    edition     integer     NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    replaced_at timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT improvement_sections_plan FOREIGN KEY (org_id, plan_id) REFERENCES improvement_plans (org_id, id)
);
CREATE INDEX improvement_sections_by_plan ON improvement_sections (org_id, plan_id, place) WHERE replaced_at IS NULL;
SELECT protect('improvement_sections', 'SELECT, INSERT, UPDATE');

-- How it goes, as the manager and the person say at their check-ins.
CREATE TABLE improvement_notes (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL,
    plan_id    uuid        NOT NULL,
    author_id  uuid        NOT NULL,
    audience   text        NOT NULL CHECK (audience IN ('hr', 'manager', 'person')),
    body       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT improvement_notes_plan FOREIGN KEY (org_id, plan_id) REFERENCES improvement_plans (org_id, id),
    CONSTRAINT improvement_notes_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id)
);
CREATE INDEX improvement_notes_by_plan ON improvement_notes (org_id, plan_id, id);
SELECT protect('improvement_notes', 'SELECT, INSERT');

-- What was done with a plan, by whom: its signatures, and why it was paused, extended or ended.
CREATE TABLE improvement_acts (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL,
    plan_id    uuid        NOT NULL,
    act        text        NOT NULL CHECK (act IN ('drafted', 'scheduled', 'started', 'changed', 'paused', 'resumed',
        'acknowledged', 'extended', 'taken_over', 'met', 'not_met', 'withdrawn')),
    actor_id   uuid,                 -- null: its day came
    audience   text        NOT NULL CHECK (audience IN ('hr', 'manager', 'person')),
    edition    integer     NOT NULL,
    day        date,                 -- on which it starts, or until which it was extended
    said       text        NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT improvement_acts_plan FOREIGN KEY (org_id, plan_id) REFERENCES improvement_plans (org_id, id),
    CONSTRAINT improvement_acts_actor FOREIGN KEY (org_id, actor_id) REFERENCES people (org_id, id)
);
CREATE INDEX improvement_acts_by_plan ON improvement_acts (org_id, plan_id, id);
SELECT protect('improvement_acts', 'SELECT, INSERT');

-- For whom the actor could draft one: only those who report to them directly, and for an Admin everybody. Oneself is there
-- to be refused as everybody is, whether there is a plan or none.
CREATE VIEW visible_improvement_people WITH (security_invoker = true) AS
SELECT p.org_id, p.id, p.name, p.status, p.version, line.manager_id, reach.relation
FROM people p
LEFT JOIN reporting_lines line ON line.org_id = p.org_id AND line.person_id = p.id AND line.valid_to IS NULL
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN p.id = current_person() THEN 'own'
        WHEN actor_manages() AND line.manager_id = current_person() THEN 'report'
        WHEN actor_is_admin() THEN 'organisation'
        END AS relation
) reach
WHERE p.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_improvement_people TO pt_app, pt_jobs;

-- The first wall: the person from the start on, an Admin too if it is their own; the manager they have now, and none above
-- them; Admins. It follows the line at every look, so a former manager sees it no more.
CREATE VIEW visible_improvement_plans WITH (security_invoker = true) AS
SELECT i.org_id, i.id, i.person_id, p.name AS person_name, line.manager_id, manager.name AS manager_name, i.held_by,
       i.state, i.starts_on, i.ends_on, i.extended, i.edition, i.acknowledged_edition, i.started_at, i.ended_at,
       i.created_at,
       i.version + CASE WHEN reader.audience <> 'person' THEN i.manager_version ELSE 0 END
                 + CASE WHEN reader.audience = 'hr' THEN i.hr_version ELSE 0 END AS version,
       reach.relation, reader.audience
FROM improvement_plans i
JOIN people p ON p.org_id = i.org_id AND p.id = i.person_id
LEFT JOIN reporting_lines line ON line.org_id = i.org_id AND line.person_id = i.person_id AND line.valid_to IS NULL
LEFT JOIN people manager ON manager.org_id = line.org_id AND manager.id = line.manager_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN i.person_id = current_person() THEN CASE WHEN i.started_at IS NOT NULL THEN 'own' END
        WHEN actor_manages() AND line.manager_id = current_person() THEN 'report'
        WHEN actor_is_admin() THEN 'organisation'
        END AS relation
) reach
CROSS JOIN LATERAL (
    SELECT CASE WHEN reach.relation = 'own' THEN 'person' WHEN actor_is_admin() THEN 'hr' ELSE 'manager' END AS audience
) reader
WHERE i.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_improvement_plans TO pt_app, pt_jobs;

-- Of what stands in a plan, whatever is for an audience to which the actor belongs.
CREATE VIEW visible_improvement_sections WITH (security_invoker = true) AS
SELECT s.org_id, s.id, s.plan_id, s.place, s.kind, s.audience, s.body, s.edition
FROM improvement_sections s
JOIN visible_improvement_plans v ON v.org_id = s.org_id AND v.id = s.plan_id
WHERE s.org_id = current_org() AND s.replaced_at IS NULL
  AND (s.audience = 'person' OR s.audience = v.audience OR v.audience = 'hr');
GRANT SELECT ON visible_improvement_sections TO pt_app, pt_jobs;

CREATE VIEW visible_improvement_notes WITH (security_invoker = true) AS
SELECT n.org_id, n.id, n.plan_id, n.author_id, author.name AS author_name, n.audience, n.body, n.created_at
FROM improvement_notes n
JOIN visible_improvement_plans v ON v.org_id = n.org_id AND v.id = n.plan_id
JOIN people author ON author.org_id = n.org_id AND author.id = n.author_id
WHERE n.org_id = current_org() AND (n.audience = 'person' OR n.audience = v.audience OR v.audience = 'hr');
GRANT SELECT ON visible_improvement_notes TO pt_app, pt_jobs;

CREATE VIEW visible_improvement_acts WITH (security_invoker = true) AS
SELECT a.org_id, a.id, a.plan_id, a.act, a.actor_id, actor.name AS actor_name, a.audience, a.edition, a.day, a.said,
       a.created_at
FROM improvement_acts a
JOIN visible_improvement_plans v ON v.org_id = a.org_id AND v.id = a.plan_id
LEFT JOIN people actor ON actor.org_id = a.org_id AND actor.id = a.actor_id
WHERE a.org_id = current_org() AND (a.audience = 'person' OR a.audience = v.audience OR v.audience = 'hr');
GRANT SELECT ON visible_improvement_acts TO pt_app, pt_jobs;
