CREATE TABLE people (
    org_id         uuid        NOT NULL REFERENCES organisations,
    id             uuid        NOT NULL,
    account_id     uuid        REFERENCES accounts,
    name           text        COLLATE "und-x-icu" NOT NULL,
    email          text        NOT NULL,
    email_key      text        NOT NULL,
    job_title      text        COLLATE "und-x-icu",
    role           text        NOT NULL CHECK (role IN ('employee', 'manager', 'admin')),
    status         text        NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'deactivated')),
    team_id        uuid,
    start_date     date,
    external_id    text,
    invited_at     timestamptz,
    deactivated_at timestamptz,
    version        bigint      NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT people_email_taken UNIQUE (org_id, email_key),
    CONSTRAINT people_external_id_taken UNIQUE (org_id, external_id),
    CONSTRAINT people_account_taken UNIQUE (org_id, account_id),
    CONSTRAINT people_team_unknown FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    CONSTRAINT people_email_key CHECK (email_key = lower(email_key)),
    CONSTRAINT people_active_has_account CHECK (status <> 'active' OR account_id IS NOT NULL)
);
CREATE INDEX people_by_name ON people (org_id, name, id);
CREATE INDEX people_by_team ON people (org_id, team_id);
CREATE INDEX people_by_start ON people (org_id, start_date, id);
CREATE INDEX people_by_account ON people (account_id); -- log-in: which organisations?
SELECT protect('people');
ALTER TABLE teams ADD CONSTRAINT teams_lead_unknown FOREIGN KEY (org_id, lead_id) REFERENCES people (org_id, id);

-- Who reported to whom, from when until when. At most one line of a person is open.
CREATE TABLE reporting_lines (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL,
    person_id  uuid        NOT NULL,
    manager_id uuid        NOT NULL,
    valid_from timestamptz NOT NULL DEFAULT now(),
    valid_to   timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT reporting_lines_person_unknown FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT reporting_lines_manager_unknown FOREIGN KEY (org_id, manager_id) REFERENCES people (org_id, id),
    CONSTRAINT reporting_lines_no_circle CHECK (person_id <> manager_id),
    CONSTRAINT reporting_lines_ends_before_start CHECK (valid_to >= valid_from)
);
CREATE UNIQUE INDEX reporting_lines_open ON reporting_lines (org_id, person_id) WHERE valid_to IS NULL;
CREATE INDEX reporting_lines_reports ON reporting_lines (org_id, manager_id) WHERE valid_to IS NULL;
CREATE INDEX reporting_lines_history ON reporting_lines (org_id, person_id, valid_from);
SELECT protect('reporting_lines');

-- Every person with everybody above them today (depth 1: the manager). Kept by the trigger below.
CREATE TABLE reporting_closure (
    org_id     uuid    NOT NULL,
    manager_id uuid    NOT NULL,
    report_id  uuid    NOT NULL,
    depth      integer NOT NULL,
    PRIMARY KEY (org_id, manager_id, report_id)
);
CREATE INDEX reporting_closure_up ON reporting_closure (org_id, report_id, manager_id);
SELECT protect('reporting_closure');

-- Hangs one person, with all below, under the manager of their open line.
CREATE FUNCTION move_in_reporting_closure(moved uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    org   uuid := current_org();
    boss  uuid := (SELECT manager_id FROM reporting_lines
                   WHERE org_id = org AND person_id = moved AND valid_to IS NULL);
BEGIN
    IF EXISTS (SELECT FROM reporting_closure WHERE org_id = org AND manager_id = moved AND report_id = boss) THEN
        RAISE EXCEPTION 'reporting lines form a circle'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reporting_lines_no_circle';
    END IF;
    DELETE FROM reporting_closure c
    WHERE c.org_id = org
      AND (c.report_id = moved OR c.report_id IN (
            SELECT b.report_id FROM reporting_closure b WHERE b.org_id = org AND b.manager_id = moved))
      AND c.manager_id IN (
            SELECT a.manager_id FROM reporting_closure a WHERE a.org_id = org AND a.report_id = moved);
    INSERT INTO reporting_closure (org_id, manager_id, report_id, depth)
    SELECT org, up.manager_id, down.report_id, up.depth + down.depth + 1
    FROM (SELECT boss AS manager_id, 0 AS depth WHERE boss IS NOT NULL
          UNION ALL
          SELECT a.manager_id, a.depth FROM reporting_closure a WHERE a.org_id = org AND a.report_id = boss) up
    CROSS JOIN
         (SELECT moved AS report_id, 0 AS depth
          UNION ALL
          SELECT b.report_id, b.depth FROM reporting_closure b WHERE b.org_id = org AND b.manager_id = moved) down;
END
$$;

-- Makes the organisation's closure anew; cheaper than moving when many lines change at once.
CREATE FUNCTION rebuild_reporting_closure() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    org uuid := current_org();
BEGIN
    DELETE FROM reporting_closure WHERE org_id = org;
    INSERT INTO reporting_closure (org_id, manager_id, report_id, depth)
    WITH RECURSIVE walk AS (
        SELECT l.manager_id, l.person_id AS report_id, 1 AS depth
        FROM reporting_lines l WHERE l.org_id = org AND l.valid_to IS NULL
        UNION ALL
        SELECT l.manager_id, w.report_id, w.depth + 1
        FROM walk w JOIN reporting_lines l ON l.org_id = org AND l.valid_to IS NULL AND l.person_id = w.manager_id
        WHERE w.depth < 100 AND w.manager_id <> w.report_id
    )
    SELECT org, manager_id, report_id, min(depth) FROM walk GROUP BY manager_id, report_id;
    IF EXISTS (SELECT FROM reporting_closure WHERE org_id = org AND (manager_id = report_id OR depth >= 100)) THEN
        RAISE EXCEPTION 'reporting lines form a circle'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reporting_lines_no_circle';
    END IF;
END
$$;

CREATE FUNCTION refresh_reporting_closure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved uuid;
BEGIN
    -- Two moves at once could close a circle that neither sees.
    PERFORM pg_advisory_xact_lock(hashtextextended('reporting ' || current_org(), 0));
    IF (SELECT count(*) FROM changed_lines) > 50 THEN
        PERFORM rebuild_reporting_closure();
    ELSE
        FOR moved IN SELECT DISTINCT person_id FROM changed_lines LOOP
            PERFORM move_in_reporting_closure(moved);
        END LOOP;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER reporting_lines_added AFTER INSERT ON reporting_lines
    REFERENCING NEW TABLE AS changed_lines FOR EACH STATEMENT EXECUTE FUNCTION refresh_reporting_closure();
CREATE TRIGGER reporting_lines_changed AFTER UPDATE ON reporting_lines
    REFERENCING NEW TABLE AS changed_lines FOR EACH STATEMENT EXECUTE FUNCTION refresh_reporting_closure();

-- The first wall: whom the actor may see, and in which relation. Every list, count and export of
-- people starts here.
CREATE VIEW visible_people WITH (security_invoker = true) AS
SELECT p.org_id, p.id, p.account_id, p.name, p.email, p.email_key, p.job_title, p.role, p.status, p.team_id,
       p.start_date, p.external_id, p.invited_at, p.version, line.manager_id,
       team.name AS team_name, manager.name AS manager_name,
       (SELECT count(*) FROM reporting_lines below
        WHERE below.org_id = p.org_id AND below.manager_id = p.id AND below.valid_to IS NULL) AS direct_reports,
       -- What the list can be sorted by, never null.
       coalesce(p.job_title, '') AS job_title_order,
       coalesce(p.start_date, '0001-01-01') AS start_date_order,
       CASE WHEN p.id = current_person() THEN 'own'
            WHEN actor_is_admin() THEN 'organisation'
            WHEN actor_manages() AND EXISTS (
                SELECT FROM reporting_closure c
                WHERE c.org_id = p.org_id AND c.manager_id = current_person() AND c.report_id = p.id) THEN 'report'
            ELSE 'view' END AS relation
FROM people p
LEFT JOIN reporting_lines line ON line.org_id = p.org_id AND line.person_id = p.id AND line.valid_to IS NULL
LEFT JOIN people manager ON manager.org_id = line.org_id AND manager.id = line.manager_id
LEFT JOIN teams team ON team.org_id = p.org_id AND team.id = p.team_id
WHERE p.org_id = current_org()
  AND (actor_is_admin()
       OR p.id = current_person()
       OR (actor_manages() AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = p.org_id AND c.manager_id = current_person() AND c.report_id = p.id))
       OR (p.status <> 'deactivated'
           AND ((SELECT o.directory FROM organisations o WHERE o.org_id = current_org()) = 'organisation'
                OR EXISTS (
                    SELECT FROM reporting_closure c
                    WHERE c.org_id = p.org_id AND c.report_id = current_person() AND c.manager_id = p.id))));
GRANT SELECT ON visible_people TO pt_app, pt_jobs;
