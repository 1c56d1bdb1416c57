-- A run of reviews. Its form is that of its template at the launch, and stays.
CREATE TABLE review_cycles (
    org_id        uuid        NOT NULL,
    id            uuid        NOT NULL,
    name          text        COLLATE "und-x-icu" NOT NULL,
    stage         text        NOT NULL DEFAULT 'draft'
                  CHECK (stage IN ('draft', 'nominating', 'writing', 'sharing', 'closed', 'cancelled')),
    template_id   uuid        NOT NULL,
    form_number   integer,                     -- since the launch
    period_from   date        NOT NULL,
    period_to     date        NOT NULL,
    nominate_by   date,
    write_by      date        NOT NULL,
    share_by      date        NOT NULL,
    peers_least   smallint    NOT NULL CHECK (peers_least BETWEEN 0 AND 10),
    peers_most    smallint    NOT NULL CHECK (peers_most BETWEEN 0 AND 10),
    peer_load     smallint    NOT NULL CHECK (peer_load BETWEEN 1 AND 50),
    naming        text        NOT NULL CHECK (naming IN ('named', 'unnamed')),
    minimum       smallint    NOT NULL CHECK (minimum BETWEEN 3 AND 10),
    team_id       uuid,
    started_until date,
    reason        text,                        -- of the last step back, or of calling it off
    created_by    uuid        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    version       bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT review_cycles_template_unknown FOREIGN KEY (org_id, template_id) REFERENCES review_templates (org_id, id),
    CONSTRAINT review_cycles_form FOREIGN KEY (org_id, template_id, form_number) REFERENCES review_forms (org_id, template_id, number),
    CONSTRAINT review_cycles_team_unknown FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    CONSTRAINT review_cycles_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id),
    CONSTRAINT review_cycles_launched CHECK ((stage = 'draft') = (form_number IS NULL))
);
CREATE INDEX review_cycles_by_period ON review_cycles (org_id, period_to, id);
CREATE INDEX review_cycles_by_form ON review_cycles (org_id, template_id, form_number);
CREATE INDEX review_cycles_by_team ON review_cycles (org_id, team_id);
CREATE INDEX review_cycles_by_maker ON review_cycles (org_id, created_by);
SELECT protect('review_cycles');

-- Whom a cycle takes in, or leaves out, by name.
CREATE TABLE review_cycle_people (
    org_id    uuid    NOT NULL,
    cycle_id  uuid    NOT NULL,
    person_id uuid    NOT NULL,
    included  boolean NOT NULL,
    PRIMARY KEY (org_id, cycle_id, person_id),
    CONSTRAINT review_cycle_people_cycle FOREIGN KEY (org_id, cycle_id) REFERENCES review_cycles (org_id, id) ON DELETE CASCADE,
    CONSTRAINT review_cycle_people_person_unknown FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE INDEX review_cycle_people_by_person ON review_cycle_people (org_id, person_id);
SELECT protect('review_cycle_people');

-- What somebody gets of a cycle: all that is written about them.
CREATE TABLE review_packets (
    org_id          uuid        NOT NULL,
    id              uuid        NOT NULL,
    cycle_id        uuid        NOT NULL,
    subject_id      uuid        NOT NULL,
    state           text        NOT NULL DEFAULT 'collecting' CHECK (state IN ('collecting', 'released', 'acknowledged')),
    peers_settled   boolean     NOT NULL DEFAULT false,
    summary         text        NOT NULL DEFAULT '',
    released_at     timestamptz,
    released_by     uuid,
    acknowledgement text        CHECK (acknowledgement IN ('read', 'agree', 'disagree')),
    comment         text        NOT NULL DEFAULT '',
    acknowledged_at timestamptz,
    version         bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT review_packets_once UNIQUE (org_id, cycle_id, subject_id),
    CONSTRAINT review_packets_cycle FOREIGN KEY (org_id, cycle_id) REFERENCES review_cycles (org_id, id),
    CONSTRAINT review_packets_subject FOREIGN KEY (org_id, subject_id) REFERENCES people (org_id, id),
    CONSTRAINT review_packets_released_by FOREIGN KEY (org_id, released_by) REFERENCES people (org_id, id),
    CONSTRAINT review_packets_released CHECK ((state = 'collecting') = (released_at IS NULL)),
    CONSTRAINT review_packets_acknowledged CHECK ((state = 'acknowledged') = (acknowledgement IS NOT NULL))
);
CREATE INDEX review_packets_by_subject ON review_packets (org_id, subject_id, cycle_id);
CREATE INDEX review_packets_by_releaser ON review_packets (org_id, released_by);
SELECT protect('review_packets', 'SELECT, INSERT, UPDATE');

-- Who is to write as a peer: proposed as long as the packet says so, then settled.
CREATE TABLE review_nominations (
    org_id    uuid NOT NULL,
    packet_id uuid NOT NULL,
    peer_id   uuid NOT NULL,
    PRIMARY KEY (org_id, packet_id, peer_id),
    CONSTRAINT review_nominations_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id),
    CONSTRAINT review_nominations_peer_unknown FOREIGN KEY (org_id, peer_id) REFERENCES people (org_id, id)
);
CREATE INDEX review_nominations_by_peer ON review_nominations (org_id, peer_id);
SELECT protect('review_nominations', 'SELECT, INSERT, DELETE');

-- One author's answers about one person. Never removed: what is wanted no more is void.
CREATE TABLE reviews (
    org_id       uuid        NOT NULL,
    id           uuid        NOT NULL,
    packet_id    uuid        NOT NULL,
    author_id    uuid        NOT NULL,
    relation     text        NOT NULL CHECK (relation IN ('self', 'manager', 'peer', 'upward')),
    state        text        NOT NULL DEFAULT 'assigned'
                 CHECK (state IN ('assigned', 'in_progress', 'submitted', 'declined', 'void')),
    answers      jsonb       NOT NULL DEFAULT '{}', -- shared::reviews::ReviewAnswers
    submitted_at timestamptz,
    refusal      text,
    version      bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT reviews_once UNIQUE (org_id, packet_id, author_id),
    CONSTRAINT reviews_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id),
    CONSTRAINT reviews_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id),
    CONSTRAINT reviews_submitted CHECK ((state = 'submitted') = (submitted_at IS NOT NULL)),
    CONSTRAINT reviews_declined CHECK ((state = 'declined') = (refusal IS NOT NULL))
);
CREATE INDEX reviews_by_author ON reviews (org_id, author_id, state);
SELECT protect('reviews', 'SELECT, INSERT, UPDATE');

-- Every version of a review that was handed in, whatever became of it.
CREATE TABLE review_submissions (
    org_id       uuid        NOT NULL,
    review_id    uuid        NOT NULL,
    number       integer     NOT NULL CHECK (number > 0),
    answers      jsonb       NOT NULL,
    submitted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, review_id, number),
    CONSTRAINT review_submissions_review FOREIGN KEY (org_id, review_id) REFERENCES reviews (org_id, id)
);
SELECT protect('review_submissions', 'SELECT, INSERT');

-- Whom a cycle takes in, as of now.
CREATE FUNCTION review_audience(cycle uuid) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
    SELECT p.id
    FROM review_cycles c
    JOIN people p ON p.org_id = c.org_id AND p.status = 'active'
    LEFT JOIN review_cycle_people named ON named.org_id = c.org_id AND named.cycle_id = c.id AND named.person_id = p.id
    WHERE c.org_id = current_org() AND c.id = cycle
      AND coalesce(named.included,
            (c.started_until IS NULL OR p.start_date <= c.started_until)
            AND (c.team_id IS NULL OR EXISTS (
                SELECT FROM team_closure t
                WHERE t.org_id = c.org_id AND t.above_id = c.team_id AND t.team_id = p.team_id)))
$$;

-- Who writes about whom, without peers, if these sides are asked. Where answers have no names, reports are asked only
-- if there are enough of them to be shown.
CREATE FUNCTION review_assignments(cycle uuid, sides text[])
RETURNS TABLE (subject_id uuid, author_id uuid, relation text) LANGUAGE sql STABLE AS $$
    WITH audience AS MATERIALIZED (SELECT a.person_id FROM review_audience(cycle) a),
         lines AS (
            SELECT l.person_id, l.manager_id FROM reporting_lines l
            JOIN people p ON p.org_id = l.org_id AND p.id = l.person_id AND p.status = 'active'
            JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
            WHERE l.org_id = current_org() AND l.valid_to IS NULL)
    SELECT a.person_id, a.person_id, 'self' FROM audience a WHERE 'self' = ANY (sides)
    UNION ALL
    SELECT a.person_id, l.manager_id, 'manager' FROM audience a JOIN lines l ON l.person_id = a.person_id
    WHERE 'manager' = ANY (sides)
    UNION ALL
    SELECT a.person_id, l.person_id, 'upward' FROM audience a JOIN lines l ON l.manager_id = a.person_id
    JOIN review_cycles c ON c.org_id = current_org() AND c.id = cycle
    WHERE 'upward' = ANY (sides)
      AND (c.naming = 'named'
           OR c.minimum <= (SELECT count(*) FROM lines others WHERE others.manager_id = a.person_id))
$$;

-- What is missing before the next step, one row for each gap.
CREATE FUNCTION review_gaps(cycle uuid, lacks text) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
    SELECT a.person_id FROM review_audience(cycle) a
    WHERE lacks = 'manager' AND NOT EXISTS (
        SELECT FROM reporting_lines l
        JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
        WHERE l.org_id = current_org() AND l.person_id = a.person_id AND l.valid_to IS NULL)
    UNION ALL
    SELECT k.subject_id FROM review_packets k JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
    WHERE lacks = 'peers' AND k.org_id = current_org() AND k.cycle_id = cycle
      AND (NOT k.peers_settled OR c.peers_least > (
            SELECT count(*) FROM review_nominations n WHERE n.org_id = k.org_id AND n.packet_id = k.id))
    UNION ALL
    SELECT r.author_id FROM reviews r JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
    WHERE lacks = 'submission' AND k.org_id = current_org() AND k.cycle_id = cycle
      AND r.state IN ('assigned', 'in_progress')
    UNION ALL
    SELECT k.subject_id FROM review_packets k
    WHERE lacks = 'release' AND k.org_id = current_org() AND k.cycle_id = cycle AND k.state = 'collecting'
$$;

-- The first wall: what one gets, what one's people get, and for Admins everybody's. Nothing before the launch.
CREATE VIEW visible_review_packets WITH (security_invoker = true) AS
SELECT k.org_id, k.id, k.cycle_id, c.name AS cycle_name, c.stage, k.subject_id, p.name AS subject_name,
       p.team_id, line.manager_id, m.name AS manager_name, k.state, k.peers_settled, k.summary, k.released_at,
       k.acknowledgement, k.comment, k.acknowledged_at, k.version, counted.reviews, counted.submitted, reach.relation
FROM review_packets k
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
LEFT JOIN reporting_lines line ON line.org_id = k.org_id AND line.person_id = k.subject_id AND line.valid_to IS NULL
LEFT JOIN people m ON m.org_id = line.org_id AND m.id = line.manager_id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.state NOT IN ('declined', 'void')) AS reviews,
           count(*) FILTER (WHERE r.state = 'submitted') AS submitted
    FROM reviews r WHERE r.org_id = k.org_id AND r.packet_id = k.id
) counted
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN k.subject_id = current_person() THEN 'own'
        WHEN actor_manages() AND EXISTS (
            SELECT FROM reporting_closure up
            WHERE up.org_id = k.org_id AND up.manager_id = current_person() AND up.report_id = k.subject_id) THEN 'report'
        WHEN actor_is_admin() THEN 'organisation'
    END AS relation
) reach
WHERE k.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_review_packets TO pt_app, pt_jobs;

-- Reviews that the actor writes. Nobody else has them one by one: they read packets.
CREATE VIEW visible_reviews WITH (security_invoker = true) AS
SELECT r.org_id, r.id, r.packet_id, k.cycle_id, c.name AS cycle_name, c.stage, c.template_id, c.form_number,
       c.period_from, c.period_to, c.write_by, c.naming, c.minimum, k.subject_id, p.name AS subject_name,
       p.job_title AS subject_job, r.author_id, r.relation AS side, r.state, r.answers, r.submitted_at, r.version,
       'own'::text AS relation
FROM reviews r
JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
WHERE r.org_id = current_org() AND r.author_id = current_person();
GRANT SELECT ON visible_reviews TO pt_app, pt_jobs;

-- Cycles that are about the actor or their people, or for which the actor writes; for Admins all.
CREATE VIEW visible_review_cycles WITH (security_invoker = true) AS
SELECT c.org_id, c.id, c.name, c.stage, c.template_id, c.form_number, c.period_from, c.period_to, c.nominate_by,
       c.write_by, c.share_by, c.peers_least, c.peers_most, c.peer_load, c.naming, c.minimum, c.team_id,
       c.started_until, c.reason, c.version, reach.relation
FROM review_cycles c
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN EXISTS (
            SELECT FROM review_packets k
            WHERE k.org_id = c.org_id AND k.cycle_id = c.id AND k.subject_id = current_person()) THEN 'own'
        WHEN EXISTS (
            SELECT FROM reviews r JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
            WHERE k.org_id = c.org_id AND k.cycle_id = c.id AND r.author_id = current_person()) THEN 'own'
        WHEN actor_manages() AND EXISTS (
            SELECT FROM review_packets k
            JOIN reporting_closure up ON up.org_id = k.org_id AND up.report_id = k.subject_id
            WHERE k.org_id = c.org_id AND k.cycle_id = c.id AND up.manager_id = current_person()) THEN 'report'
        WHEN actor_is_admin() THEN 'organisation'
    END AS relation
) reach
WHERE c.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_review_cycles TO pt_app, pt_jobs;
