-- The organisation's ladder: the words for its levels, the same for every competency.
CREATE TABLE frameworks (
    org_id  uuid   PRIMARY KEY REFERENCES organisations,
    levels  text[] NOT NULL CHECK (cardinality(levels) BETWEEN 2 AND 7),
    version bigint NOT NULL DEFAULT 1
);
SELECT protect('frameworks');

-- What people can be good at, and what that looks like at each level.
CREATE TABLE competencies (
    org_id      uuid        NOT NULL REFERENCES frameworks,
    id          uuid        NOT NULL,
    name        text        NOT NULL,
    description text        NOT NULL DEFAULT '',
    behaviours  text[]      NOT NULL, -- one for each level
    retired_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    version     bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT competencies_name_taken UNIQUE (org_id, name)
);
SELECT protect('competencies');

-- The level a job asks for. Jobs are known by their title, as people have it.
CREATE TABLE expected_levels (
    org_id        uuid    NOT NULL,
    job_title     text    NOT NULL,
    competency_id uuid    NOT NULL,
    level         integer NOT NULL CHECK (level BETWEEN 1 AND 7),
    PRIMARY KEY (org_id, job_title, competency_id),
    CONSTRAINT expected_levels_competency_unknown FOREIGN KEY (org_id, competency_id) REFERENCES competencies (org_id, id)
);
SELECT protect('expected_levels');

-- How somebody stands, as they or a manager of theirs see it. Never changed: a later one holds instead.
CREATE TABLE assessments (
    org_id        uuid        NOT NULL,
    id            uuid        NOT NULL,
    person_id     uuid        NOT NULL,
    competency_id uuid        NOT NULL,
    side          text        NOT NULL CHECK (side IN ('self', 'manager')),
    round         integer     NOT NULL CHECK (round BETWEEN 1 AND 65535), -- over once both sides have spoken in it
    level         integer     NOT NULL CHECK (level BETWEEN 1 AND 7),
    comment       text        NOT NULL DEFAULT '',
    assessor_id   uuid        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT assessments_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT assessments_competency_unknown FOREIGN KEY (org_id, competency_id) REFERENCES competencies (org_id, id),
    CONSTRAINT assessments_assessor FOREIGN KEY (org_id, assessor_id) REFERENCES people (org_id, id)
);
CREATE INDEX assessments_by_person ON assessments (org_id, person_id, created_at DESC);
SELECT protect('assessments', 'SELECT, INSERT');

-- A plan is its steps, each agreed between a person and a manager of theirs.
CREATE TABLE development_steps (
    org_id            uuid        NOT NULL,
    id                uuid        NOT NULL,
    person_id         uuid        NOT NULL,
    competency_id     uuid,
    body              text        NOT NULL,
    due_on            date,
    progress          integer     NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    agreed_by_person  boolean     NOT NULL,
    agreed_by_manager boolean     NOT NULL,
    created_by        uuid        NOT NULL,
    created_at        timestamptz NOT NULL DEFAULT now(),
    version           bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT development_steps_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT development_steps_competency_unknown FOREIGN KEY (org_id, competency_id) REFERENCES competencies (org_id, id),
    CONSTRAINT development_steps_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id)
);
CREATE INDEX development_steps_by_person ON development_steps (org_id, person_id, id);
SELECT protect('development_steps');

-- The first wall: whose development the actor sees. Never a colleague's.
CREATE VIEW visible_developments WITH (security_invoker = true) AS
SELECT p.org_id, p.id, p.name, p.job_title, p.version, line.manager_id, reach.relation
FROM people p
LEFT JOIN reporting_lines line ON line.org_id = p.org_id AND line.person_id = p.id AND line.valid_to IS NULL
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN p.id = current_person() THEN 'own'
        WHEN actor_manages() AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = p.org_id AND c.manager_id = current_person() AND c.report_id = p.id) THEN 'report'
        WHEN actor_is_admin() THEN 'organisation'
        END AS relation
) reach
WHERE p.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_developments TO pt_app, pt_jobs;
