-- Whether managers, too, name who else writes about their people.
ALTER TABLE review_cycles ADD COLUMN managers_appoint boolean NOT NULL DEFAULT false;

-- Who writes a review that the reporting line or a nomination didn't give them, and why. What it says of the review goes
-- with it when its author is dismissed; the review stays, void.
CREATE TABLE review_appointments (
    org_id       uuid        NOT NULL,
    review_id    uuid        NOT NULL,
    capacity     text        NOT NULL CHECK (capacity IN ('additional', 'acting')),
    stands_for   uuid,                         -- the manager in whose place they write
    reason       text        NOT NULL,
    appointed_by uuid        NOT NULL,
    appointed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, review_id),
    CONSTRAINT review_appointments_review FOREIGN KEY (org_id, review_id) REFERENCES reviews (org_id, id),
    CONSTRAINT review_appointments_stands_for FOREIGN KEY (org_id, stands_for) REFERENCES people (org_id, id),
    CONSTRAINT review_appointments_appointed_by FOREIGN KEY (org_id, appointed_by) REFERENCES people (org_id, id),
    CONSTRAINT review_appointments_acting CHECK ((capacity = 'acting') = (stands_for IS NOT NULL))
);
CREATE INDEX review_appointments_by_stood_for ON review_appointments (org_id, stands_for);
CREATE INDEX review_appointments_by_maker ON review_appointments (org_id, appointed_by);
SELECT protect('review_appointments', 'SELECT, INSERT, DELETE');

-- Who may read what people of a cycle get, or those of a team in it, until the end of a day, though they neither lead them
-- nor are Admins. Taking it back deletes it: the audit log knows of it.
CREATE TABLE review_viewers (
    org_id     uuid        NOT NULL,
    cycle_id   uuid        NOT NULL,
    person_id  uuid        NOT NULL,
    team_id    uuid,
    ends_on    date        NOT NULL,
    reason     text        NOT NULL,
    granted_by uuid        NOT NULL,
    granted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, cycle_id, person_id),
    CONSTRAINT review_viewers_cycle FOREIGN KEY (org_id, cycle_id) REFERENCES review_cycles (org_id, id),
    CONSTRAINT review_viewers_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT review_viewers_team_unknown FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    CONSTRAINT review_viewers_granted_by FOREIGN KEY (org_id, granted_by) REFERENCES people (org_id, id)
);
CREATE INDEX review_viewers_by_person ON review_viewers (org_id, person_id, cycle_id);
CREATE INDEX review_viewers_by_team ON review_viewers (org_id, team_id);
CREATE INDEX review_viewers_by_maker ON review_viewers (org_id, granted_by);
SELECT protect('review_viewers', 'SELECT, INSERT, UPDATE, DELETE');

-- Who was given sight of what somebody of a team gets of a cycle, and still has it. It never reaches oneself nor anybody
-- above one.
CREATE FUNCTION review_sight(cycle uuid, subject uuid, team uuid) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
    SELECT v.person_id
    FROM review_viewers v
    WHERE v.org_id = current_org() AND v.cycle_id = cycle AND v.ends_on >= (SELECT current_day()) AND v.person_id <> subject
      AND (v.team_id IS NULL OR EXISTS (
            SELECT FROM team_closure t
            WHERE t.org_id = v.org_id AND t.above_id = v.team_id AND t.team_id = team))
      AND NOT EXISTS (
            SELECT FROM reporting_closure up
            WHERE up.org_id = v.org_id AND up.manager_id = subject AND up.report_id = v.person_id)
$$;

-- As before, and what somebody was given sight of.
CREATE OR REPLACE VIEW visible_review_packets WITH (security_invoker = true) AS
SELECT k.org_id, k.id, k.cycle_id, c.name AS cycle_name, c.stage, k.subject_id, p.name AS subject_name,
       p.team_id, line.manager_id, m.name AS manager_name, k.state, k.peers_settled, k.summary, k.released_at,
       k.acknowledgement, k.comment, k.acknowledged_at, k.version, counted.reviews, counted.submitted, reach.relation
FROM review_packets k
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
LEFT JOIN reporting_lines line ON line.org_id = k.org_id AND line.person_id = k.subject_id AND line.valid_to IS NULL
LEFT JOIN people m ON m.org_id = line.org_id AND m.id = line.manager_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN k.subject_id = current_person() THEN 'own'
        WHEN actor_manages() AND EXISTS (
            SELECT FROM reporting_closure up
            WHERE up.org_id = k.org_id AND up.manager_id = current_person() AND up.report_id = k.subject_id) THEN 'report'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN EXISTS (
            SELECT FROM review_viewers v
            WHERE v.org_id = k.org_id AND v.cycle_id = k.cycle_id AND v.person_id = current_person()
              AND v.ends_on >= (SELECT current_day())
              AND (v.team_id IS NULL OR EXISTS (
                    SELECT FROM team_closure t
                    WHERE t.org_id = v.org_id AND t.above_id = v.team_id AND t.team_id = p.team_id))
              AND NOT EXISTS (
                    SELECT FROM reporting_closure up
                    WHERE up.org_id = v.org_id AND up.manager_id = k.subject_id AND up.report_id = v.person_id)) THEN 'view'
    END AS relation
) reach
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.state NOT IN ('declined', 'void')) AS reviews,
           count(*) FILTER (WHERE r.state = 'submitted') AS submitted
    FROM reviews r
    WHERE r.org_id = k.org_id AND r.packet_id = k.id
      AND (c.naming = 'named' OR r.relation IN ('self', 'manager') OR (actor_is_admin() AND reach.relation <> 'own'))
) counted
WHERE k.org_id = current_org() AND reach.relation IS NOT NULL;

-- As before, and those in which somebody was given sight of others' packets.
CREATE OR REPLACE VIEW visible_review_cycles WITH (security_invoker = true) AS
SELECT c.org_id, c.id, c.name, c.stage, c.template_id, c.form_number, c.period_from, c.period_to, c.nominate_by,
       c.write_by, c.share_by, c.peers_least, c.peers_most, c.peer_load, c.naming, c.minimum, c.team_id,
       c.started_until, c.reason, c.version, reach.relation, c.calibrates, c.explains_changes, c.by_date,
       c.grace_days, c.release_after
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
        WHEN EXISTS (
            SELECT FROM review_viewers v
            WHERE v.org_id = c.org_id AND v.cycle_id = c.id AND v.person_id = current_person()
              AND v.ends_on >= (SELECT current_day())) THEN 'view'
    END AS relation
) reach
WHERE c.org_id = current_org() AND reach.relation IS NOT NULL;
