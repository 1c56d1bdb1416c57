-- How the organisation checks in by the week. No row says what the defaults of these columns say.
CREATE TABLE weekly_settings (
    org_id      uuid    PRIMARY KEY REFERENCES organisations,
    enabled     boolean NOT NULL DEFAULT true,
    mood        boolean NOT NULL DEFAULT true,
    due_weekday text    NOT NULL DEFAULT 'friday' CHECK (due_weekday IN
                    ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')),
    questions   text[]  NOT NULL DEFAULT '{}', -- none: those that come with the app
    version     bigint  NOT NULL DEFAULT 1
);
SELECT protect('weekly_settings', 'SELECT, INSERT, UPDATE');

-- A person's week, named by its Monday. `will_do_carried[i]` says for how many weeks `will_do[i]` has been there.
CREATE TABLE weekly_check_ins (
    org_id          uuid        NOT NULL,
    id              uuid        NOT NULL,
    person_id       uuid        NOT NULL,
    week            date        NOT NULL CHECK (extract(isodow FROM week) = 1),
    away            boolean     NOT NULL DEFAULT false,
    did             text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(did) <= 5),
    will_do         text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(will_do) <= 5),
    will_do_carried integer[]   NOT NULL DEFAULT '{}',
    stuck           text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(stuck) <= 5),
    mood            smallint    CHECK (mood BETWEEN 1 AND 5),
    question        text        NOT NULL DEFAULT '',
    reply           text        NOT NULL DEFAULT '',
    read_at         timestamptz,
    read_by         uuid,
    answer          text,
    answered_at     timestamptz,
    answered_by     uuid,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    version         bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT weekly_check_ins_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT weekly_check_ins_read_by FOREIGN KEY (org_id, read_by) REFERENCES people (org_id, id),
    CONSTRAINT weekly_check_ins_answered_by FOREIGN KEY (org_id, answered_by) REFERENCES people (org_id, id),
    CONSTRAINT weekly_check_ins_week_taken UNIQUE (org_id, person_id, week),
    CONSTRAINT weekly_check_ins_carried CHECK (cardinality(will_do) = cardinality(will_do_carried)),
    CONSTRAINT weekly_check_ins_answer_whole CHECK (num_nonnulls(answer, answered_at, answered_by) IN (0, 3))
);
CREATE INDEX weekly_check_ins_by_week ON weekly_check_ins (org_id, week DESC, id DESC);
SELECT protect('weekly_check_ins');

-- The first wall: whose week it is, those above them, Admins.
CREATE VIEW visible_weekly_check_ins WITH (security_invoker = true) AS
SELECT w.org_id, w.id, w.person_id, w.week, w.away, w.did, w.will_do, w.will_do_carried, w.stuck, w.mood, w.question,
       w.reply, w.read_at, w.answer, w.answered_at, w.answered_by, w.created_at, w.updated_at, w.version,
       person.name AS person_name, answerer.name AS answerer_name, reach.relation
FROM weekly_check_ins w
JOIN people person ON person.org_id = w.org_id AND person.id = w.person_id
LEFT JOIN people answerer ON answerer.org_id = w.org_id AND answerer.id = w.answered_by
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN w.person_id = current_person() THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = w.org_id AND c.manager_id = current_person() AND c.report_id = w.person_id) THEN 'report'
        END AS relation
) reach
WHERE w.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_weekly_check_ins TO pt_app, pt_jobs;
