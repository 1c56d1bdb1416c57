-- Objectives, aligned in a tree. `progress` and `computation` are of the last change below; the status
-- depends on the day, so what it is from which day on is stored: `status_then[i]` holds from
-- `status_from[i]` until the next.
CREATE TABLE objectives (
    org_id        uuid             NOT NULL,
    id            uuid             NOT NULL,
    level         text             NOT NULL CHECK (level IN ('organisation', 'team', 'person')),
    owner_id      uuid             NOT NULL,
    team_id       uuid,
    period_id     uuid             NOT NULL,
    parent_id     uuid,
    title         text             NOT NULL,
    description   text             NOT NULL DEFAULT '',
    state         text             NOT NULL CHECK (state IN ('draft', 'proposed', 'active', 'paused', 'achieved', 'missed', 'cancelled')),
    visibility    text             NOT NULL CHECK (visibility IN ('organisation', 'team', 'chain', 'private')),
    roll_up       text             NOT NULL CHECK (roll_up IN ('key_results', 'children', 'both')),
    weight        double precision NOT NULL DEFAULT 1 CHECK (weight BETWEEN 0 AND 1000),
    starts_on     date             NOT NULL,
    ends_on       date             NOT NULL,
    progress      double precision,
    computation   jsonb            NOT NULL DEFAULT '{}',
    status_from   date[]           NOT NULL DEFAULT '{0001-01-01}',
    status_then   text[]           NOT NULL DEFAULT '{not_started}',
    score         double precision CHECK (score BETWEEN 0 AND 1),
    score_comment text,
    learning      text,
    closed_at     timestamptz,
    carried_from_id uuid,
    carry_reason  text,
    created_by    uuid             NOT NULL,
    created_at    timestamptz      NOT NULL DEFAULT now(),
    updated_at    timestamptz      NOT NULL DEFAULT now(),
    version       bigint           NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT objectives_owner_unknown FOREIGN KEY (org_id, owner_id) REFERENCES people (org_id, id),
    CONSTRAINT objectives_team_unknown FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    CONSTRAINT objectives_period_unknown FOREIGN KEY (org_id, period_id) REFERENCES periods (org_id, id),
    CONSTRAINT objectives_parent_unknown FOREIGN KEY (org_id, parent_id) REFERENCES objectives (org_id, id),
    CONSTRAINT objectives_carried_from FOREIGN KEY (org_id, carried_from_id) REFERENCES objectives (org_id, id),
    CONSTRAINT objectives_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id),
    CONSTRAINT objectives_ends_before_start CHECK (ends_on >= starts_on),
    CONSTRAINT objectives_team_required CHECK (level <> 'team' OR team_id IS NOT NULL),
    CONSTRAINT objectives_parent_circle CHECK (parent_id <> id)
);
CREATE INDEX objectives_by_owner ON objectives (org_id, owner_id, id DESC);
CREATE INDEX objectives_by_period ON objectives (org_id, period_id, id DESC);
CREATE INDEX objectives_by_parent ON objectives (org_id, parent_id);
CREATE INDEX objectives_by_team ON objectives (org_id, team_id);
SELECT protect('objectives');

CREATE TABLE key_results (
    org_id       uuid             NOT NULL,
    id           uuid             NOT NULL,
    objective_id uuid             NOT NULL,
    owner_id     uuid             NOT NULL,
    title        text             NOT NULL,
    kind         text             NOT NULL CHECK (kind IN ('number', 'percent', 'money', 'milestone')),
    direction    text             NOT NULL CHECK (direction IN ('increase', 'decrease', 'keep_within')),
    start_value  double precision,
    target_value double precision,
    low_value    double precision,
    high_value   double precision,
    tolerance    double precision,
    unit         text,            -- of money the ISO 4217 code; values are in its minor units
    weight       double precision NOT NULL DEFAULT 1 CHECK (weight BETWEEN 0 AND 1000),
    cadence_days integer          CHECK (cadence_days BETWEEN 1 AND 366), -- null: the organisation's
    value        double precision, -- of the latest check-in that stands
    progress     double precision,
    last_on      date,
    last_status  text             CHECK (last_status IN ('on_track', 'at_risk', 'off_track')),
    status_from  date[]           NOT NULL DEFAULT '{0001-01-01}',
    status_then  text[]           NOT NULL DEFAULT '{not_started}',
    created_at   timestamptz      NOT NULL DEFAULT now(),
    version      bigint           NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT key_results_objective FOREIGN KEY (org_id, objective_id) REFERENCES objectives (org_id, id) ON DELETE CASCADE,
    CONSTRAINT key_results_owner_unknown FOREIGN KEY (org_id, owner_id) REFERENCES people (org_id, id)
);
CREATE INDEX key_results_by_objective ON key_results (org_id, objective_id, id);
CREATE INDEX key_results_by_owner ON key_results (org_id, owner_id, objective_id);
SELECT protect('key_results');

CREATE TABLE milestones (
    org_id        uuid             NOT NULL,
    id            uuid             NOT NULL,
    key_result_id uuid             NOT NULL,
    title         text             NOT NULL,
    weight        double precision NOT NULL DEFAULT 1 CHECK (weight BETWEEN 0 AND 1000),
    done          boolean          NOT NULL DEFAULT false,
    PRIMARY KEY (org_id, id),
    CONSTRAINT milestones_key_result FOREIGN KEY (org_id, key_result_id) REFERENCES key_results (org_id, id) ON DELETE CASCADE
);
CREATE INDEX milestones_by_key_result ON milestones (org_id, key_result_id, id);
SELECT protect('milestones');

-- What was said of a key result, and when it became known (`created_at`) beside the day it speaks of
-- (`as_of`). Never changed: a later one supersedes an earlier one.
CREATE TABLE check_ins (
    org_id            uuid             NOT NULL,
    id                uuid             NOT NULL,
    key_result_id     uuid             NOT NULL,
    as_of             date             NOT NULL,
    value             double precision NOT NULL,
    milestones_done   uuid[]           NOT NULL DEFAULT '{}',
    status            text             NOT NULL CHECK (status IN ('on_track', 'at_risk', 'off_track')),
    confidence        smallint         CHECK (confidence BETWEEN 0 AND 10),
    comment           text             NOT NULL DEFAULT '',
    blocker_kind      text             CHECK (blocker_kind IN ('decision', 'people', 'budget', 'dependency', 'other')),
    blocker_owner_id  uuid,
    blocker_next_step text,
    links             text[]           NOT NULL DEFAULT '{}',
    source            text             NOT NULL DEFAULT 'hand' CHECK (source IN ('hand', 'csv', 'api')),
    supersedes_id     uuid,
    author_id         uuid             NOT NULL,
    created_at        timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT check_ins_key_result FOREIGN KEY (org_id, key_result_id) REFERENCES key_results (org_id, id),
    CONSTRAINT check_ins_blocker_owner_unknown FOREIGN KEY (org_id, blocker_owner_id) REFERENCES people (org_id, id),
    CONSTRAINT check_ins_supersedes_unknown FOREIGN KEY (org_id, supersedes_id) REFERENCES check_ins (org_id, id),
    CONSTRAINT check_ins_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id),
    CONSTRAINT check_ins_supersedes_taken UNIQUE (org_id, supersedes_id)
);
CREATE INDEX check_ins_by_key_result ON check_ins (org_id, key_result_id, as_of DESC, id DESC);
SELECT protect('check_ins', 'SELECT, INSERT');

CREATE TABLE objective_comments (
    org_id       uuid        NOT NULL,
    id           uuid        NOT NULL,
    objective_id uuid        NOT NULL,
    author_id    uuid        NOT NULL,
    body         text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT objective_comments_objective FOREIGN KEY (org_id, objective_id) REFERENCES objectives (org_id, id) ON DELETE CASCADE,
    CONSTRAINT objective_comments_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id)
);
CREATE INDEX objective_comments_by_objective ON objective_comments (org_id, objective_id, id);
SELECT protect('objective_comments');

-- Explicit grants of one thing. Each kind of thing has its own column, so that its key is checked.
CREATE TABLE shares (
    org_id       uuid        NOT NULL,
    id           uuid        NOT NULL,
    objective_id uuid,
    grantee_kind text        NOT NULL CHECK (grantee_kind IN ('person', 'team', 'organisation')),
    person_id    uuid,
    team_id      uuid,
    level        text        NOT NULL CHECK (level IN ('view', 'comment', 'edit')),
    reason       text        NOT NULL,
    ends_at      timestamptz,
    granted_by   uuid        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    revoked_at   timestamptz,
    revoked_by   uuid,
    version      bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT shares_objective FOREIGN KEY (org_id, objective_id) REFERENCES objectives (org_id, id) ON DELETE CASCADE,
    CONSTRAINT shares_person_unknown FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT shares_team_unknown FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    CONSTRAINT shares_granted_by FOREIGN KEY (org_id, granted_by) REFERENCES people (org_id, id),
    CONSTRAINT shares_revoked_by FOREIGN KEY (org_id, revoked_by) REFERENCES people (org_id, id),
    CONSTRAINT shares_one_thing CHECK (num_nonnulls(objective_id) = 1),
    CONSTRAINT shares_grantee CHECK ((grantee_kind = 'person') = (person_id IS NOT NULL)
                                 AND (grantee_kind = 'team') = (team_id IS NOT NULL))
);
CREATE INDEX shares_by_objective ON shares (org_id, objective_id) WHERE revoked_at IS NULL;
CREATE INDEX shares_by_person ON shares (org_id, person_id, id DESC);
CREATE INDEX shares_by_team ON shares (org_id, team_id);
CREATE INDEX shares_by_grantor ON shares (org_id, granted_by, id DESC);
SELECT protect('shares');

-- The day it is in the organisation.
CREATE FUNCTION current_day() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (SELECT (now() AT TIME ZONE o.time_zone)::date FROM organisations o WHERE o.org_id = current_org());

-- The first wall for goals: which objectives the actor may see, and in which relation. The order of
-- the cases is the order of `relation_of` in the shared crate; a test holds the two together.
CREATE VIEW visible_objectives WITH (security_invoker = true) AS
SELECT o.org_id, o.id, o.level, o.owner_id, o.team_id, o.period_id, o.parent_id, o.title, o.description, o.state,
       o.visibility, o.roll_up, o.weight, o.starts_on, o.ends_on, o.progress, o.computation,
       o.status_then[width_bucket((SELECT current_day()), o.status_from)] AS status,
       o.score, o.score_comment, o.learning, o.closed_at, o.carried_from_id, o.created_at, o.updated_at, o.version,
       owner.name AS owner_name, team.name AS team_name, period.name AS period_name,
       -- What the list can be sorted by, never null.
       coalesce(o.progress, -1) AS progress_order,
       reach.relation
FROM objectives o
LEFT JOIN people owner ON owner.org_id = o.org_id AND owner.id = o.owner_id
LEFT JOIN teams team ON team.org_id = o.org_id AND team.id = o.team_id
LEFT JOIN periods period ON period.org_id = o.org_id AND period.id = o.period_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN o.owner_id = current_person()
            OR EXISTS (SELECT FROM key_results k
                       WHERE k.org_id = o.org_id AND k.owner_id = current_person() AND k.objective_id = o.id) THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND o.visibility <> 'private'
            AND EXISTS (SELECT FROM reporting_closure c
                        WHERE c.org_id = o.org_id AND c.manager_id = current_person() AND c.report_id = o.owner_id)
            THEN 'report'
        ELSE coalesce(
            (SELECT CASE max(CASE s.level WHEN 'edit' THEN 3 WHEN 'comment' THEN 2 ELSE 1 END)
                        WHEN 3 THEN 'edit' WHEN 2 THEN 'comment' WHEN 1 THEN 'view' END
             FROM shares s
             WHERE s.org_id = o.org_id AND s.objective_id = o.id AND s.revoked_at IS NULL
               AND (s.ends_at IS NULL OR s.ends_at > now())
               AND (s.grantee_kind = 'organisation'
                    OR s.person_id = current_person()
                    OR EXISTS (SELECT FROM people me
                               JOIN team_closure t ON t.org_id = me.org_id AND t.team_id = me.team_id
                               WHERE me.org_id = o.org_id AND me.id = current_person() AND t.above_id = s.team_id))),
            CASE WHEN o.state IN ('draft', 'proposed') THEN NULL
                 WHEN o.visibility = 'organisation' THEN 'view'
                 WHEN o.visibility = 'team'
                    AND EXISTS (SELECT FROM people me
                                JOIN team_closure t ON t.org_id = me.org_id AND t.team_id = me.team_id
                                WHERE me.org_id = o.org_id AND me.id = current_person() AND t.above_id = o.team_id)
                    THEN 'view' END)
        END AS relation
) reach
WHERE o.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_objectives TO pt_app, pt_jobs;
