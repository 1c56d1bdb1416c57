-- Rules of the organisation that review people by the day on which each of them started: so many days after it, or on
-- each anniversary. A cycle begins by itself for those whose day comes.
CREATE TABLE rolling_reviews (
    org_id       uuid        NOT NULL,
    id           uuid        NOT NULL,
    name         text        COLLATE "und-x-icu" NOT NULL,
    template_id  uuid        NOT NULL,
    after_days   smallint[]  NOT NULL,          -- from the start date; none for each anniversary of it
    writing_days smallint    NOT NULL CHECK (writing_days BETWEEN 5 AND 60),
    sharing_days smallint    NOT NULL CHECK (sharing_days BETWEEN 1 AND 60),
    naming       text        NOT NULL CHECK (naming IN ('named', 'unnamed')),
    minimum      smallint    NOT NULL CHECK (minimum BETWEEN 3 AND 10),
    team_id      uuid,
    on_since     date,                          -- days before it are over; null while it is off
    created_by   uuid        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    version      bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT rolling_reviews_name_taken UNIQUE (org_id, name),
    CONSTRAINT rolling_reviews_template_unknown FOREIGN KEY (org_id, template_id) REFERENCES review_templates (org_id, id),
    CONSTRAINT rolling_reviews_team_unknown FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    CONSTRAINT rolling_reviews_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id)
);
CREATE INDEX rolling_reviews_by_template ON rolling_reviews (org_id, template_id);
CREATE INDEX rolling_reviews_by_team ON rolling_reviews (org_id, team_id);
CREATE INDEX rolling_reviews_by_maker ON rolling_reviews (org_id, created_by);
SELECT protect('rolling_reviews');

-- Whom a rule leaves out.
CREATE TABLE rolling_review_exclusions (
    org_id    uuid NOT NULL,
    rule_id   uuid NOT NULL,
    person_id uuid NOT NULL,
    PRIMARY KEY (org_id, rule_id, person_id),
    CONSTRAINT rolling_review_exclusions_rule FOREIGN KEY (org_id, rule_id) REFERENCES rolling_reviews (org_id, id) ON DELETE CASCADE,
    CONSTRAINT rolling_review_exclusions_person_unknown FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE INDEX rolling_review_exclusions_by_person ON rolling_review_exclusions (org_id, person_id);
SELECT protect('rolling_review_exclusions', 'SELECT, INSERT, DELETE');

-- Whose day has come, and the cycle that began for it. However often the worker restarts, it begins once; so it does
-- where the start date is put right later.
CREATE TABLE rolling_review_occasions (
    org_id    uuid     NOT NULL,
    rule_id   uuid     NOT NULL,
    person_id uuid     NOT NULL,
    yearly    boolean  NOT NULL,
    after     smallint NOT NULL,                -- so many days, or years, from the start date
    cycle_id  uuid     NOT NULL,
    PRIMARY KEY (org_id, rule_id, person_id, yearly, after),
    CONSTRAINT rolling_review_occasions_rule FOREIGN KEY (org_id, rule_id) REFERENCES rolling_reviews (org_id, id),
    CONSTRAINT rolling_review_occasions_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT rolling_review_occasions_cycle FOREIGN KEY (org_id, cycle_id) REFERENCES review_cycles (org_id, id)
);
CREATE INDEX rolling_review_occasions_by_person ON rolling_review_occasions (org_id, person_id);
CREATE INDEX rolling_review_occasions_by_cycle ON rolling_review_occasions (org_id, cycle_id);
SELECT protect('rolling_review_occasions', 'SELECT, INSERT');

-- Whose day comes from a day until another, and hasn't been seen to. What falls on a weekend waits for Monday. Who has no
-- manager at work is among them, without one. What is shown beforehand is what begins then: both ask here.
CREATE FUNCTION rolling_review_days(rule uuid, from_day date, to_day date)
RETURNS TABLE (person_id uuid, after smallint, due_on date, started_on date, manager_id uuid) LANGUAGE sql STABLE AS $$
    SELECT p.id, it.after, it.due_on, p.start_date, m.id
    FROM rolling_reviews r
    JOIN people p ON p.org_id = r.org_id AND p.status = 'active'
    CROSS JOIN LATERAL (
        SELECT one.after,
               one.falls_on + CASE extract(isodow FROM one.falls_on)::integer WHEN 6 THEN 2 WHEN 7 THEN 1 ELSE 0 END AS due_on
        FROM (
            SELECT d.days AS after, p.start_date + d.days::integer AS falls_on FROM unnest(r.after_days) AS d (days)
            UNION ALL
            SELECT y.years::smallint, (p.start_date + make_interval(years => y.years))::date
            FROM generate_series(
                greatest(1, extract(year FROM from_day)::integer - extract(year FROM p.start_date)::integer - 1),
                extract(year FROM to_day)::integer - extract(year FROM p.start_date)::integer) AS y (years)
            WHERE cardinality(r.after_days) = 0
        ) one
    ) it
    LEFT JOIN reporting_lines l ON l.org_id = p.org_id AND l.person_id = p.id AND l.valid_to IS NULL
    LEFT JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
    WHERE r.org_id = current_org() AND r.id = rule AND it.due_on BETWEEN from_day AND to_day
      AND (r.team_id IS NULL OR EXISTS (
            SELECT FROM team_closure t
            WHERE t.org_id = r.org_id AND t.above_id = r.team_id AND t.team_id = p.team_id))
      AND NOT EXISTS (
            SELECT FROM rolling_review_exclusions x
            WHERE x.org_id = r.org_id AND x.rule_id = r.id AND x.person_id = p.id)
      AND NOT EXISTS (
            SELECT FROM rolling_review_occasions o
            WHERE o.org_id = r.org_id AND o.rule_id = r.id AND o.person_id = p.id
              AND o.yearly = (cardinality(r.after_days) = 0) AND o.after = it.after)
$$;

-- As before, but that a cycle which a rule began takes in whom it names and nobody else.
CREATE OR REPLACE FUNCTION review_audience(cycle uuid) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
    SELECT p.id
    FROM review_cycles c
    JOIN people p ON p.org_id = c.org_id AND p.status = 'active'
    LEFT JOIN review_cycle_people named ON named.org_id = c.org_id AND named.cycle_id = c.id AND named.person_id = p.id
    WHERE c.org_id = current_org() AND c.id = cycle
      AND coalesce(named.included,
            NOT EXISTS (SELECT FROM rolling_review_occasions o WHERE o.org_id = c.org_id AND o.cycle_id = c.id)
            AND (c.started_until IS NULL OR p.start_date <= c.started_until)
            AND (c.team_id IS NULL OR EXISTS (
                SELECT FROM team_closure t
                WHERE t.org_id = c.org_id AND t.above_id = c.team_id AND t.team_id = p.team_id)))
$$;

-- The first wall: rules are for Admins.
CREATE VIEW visible_rolling_reviews WITH (security_invoker = true) AS
SELECT r.org_id, r.id, r.name, r.template_id, t.name AS template_name, r.after_days, r.writing_days, r.sharing_days,
       r.naming, r.minimum, r.team_id, m.name AS team_name, r.on_since, r.version, seen_to.people,
       'organisation'::text AS relation
FROM rolling_reviews r
JOIN review_templates t ON t.org_id = r.org_id AND t.id = r.template_id
LEFT JOIN teams m ON m.org_id = r.org_id AND m.id = r.team_id
CROSS JOIN LATERAL (
    SELECT count(*) AS people FROM rolling_review_occasions o WHERE o.org_id = r.org_id AND o.rule_id = r.id
) seen_to
WHERE r.org_id = current_org() AND actor_is_admin();
GRANT SELECT ON visible_rolling_reviews TO pt_app, pt_jobs;
