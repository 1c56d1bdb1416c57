-- A stage between writing and sharing in which ratings are compared and settled.
ALTER TABLE review_cycles
    ADD COLUMN calibrates       boolean NOT NULL DEFAULT false,
    ADD COLUMN explains_changes boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT review_cycles_stage_check,
    ADD CONSTRAINT review_cycles_stage_check CHECK (
        stage IN ('draft', 'nominating', 'writing', 'calibrating', 'sharing', 'closed', 'cancelled'));

-- What the manager's answers come to, and what holds. The first is never overwritten by the second.
ALTER TABLE review_packets
    ADD COLUMN author_rating    smallint CHECK (author_rating BETWEEN 1 AND 10),
    ADD COLUMN author_potential smallint CHECK (author_potential BETWEEN 1 AND 3),
    ADD COLUMN final_rating     smallint CHECK (final_rating BETWEEN 1 AND 10),
    ADD COLUMN final_potential  smallint CHECK (final_potential BETWEEN 1 AND 3),
    ADD COLUMN not_rated        boolean NOT NULL DEFAULT false, -- somebody said why
    ADD CONSTRAINT review_packets_not_rated CHECK (NOT not_rated OR final_rating IS NULL);

-- People who compare ratings, and whose.
CREATE TABLE calibration_sessions (
    org_id      uuid        NOT NULL,
    id          uuid        NOT NULL,
    cycle_id    uuid        NOT NULL,
    name        text        COLLATE "und-x-icu" NOT NULL,
    state       text        NOT NULL DEFAULT 'preparing'
                CHECK (state IN ('preparing', 'voting', 'open', 'decided', 'applied')),
    takes_votes boolean     NOT NULL,
    team_id     uuid,                          -- whom it takes in
    manager_id  uuid,
    guide       smallint[]  NOT NULL DEFAULT '{}', -- per cent for each step of the scale
    reason      text,                          -- of the last step back
    created_by  uuid        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    version     bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT calibration_sessions_cycle FOREIGN KEY (org_id, cycle_id) REFERENCES review_cycles (org_id, id),
    CONSTRAINT calibration_sessions_team_unknown FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    CONSTRAINT calibration_sessions_manager_unknown FOREIGN KEY (org_id, manager_id) REFERENCES people (org_id, id),
    CONSTRAINT calibration_sessions_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id)
);
CREATE INDEX calibration_sessions_by_cycle ON calibration_sessions (org_id, cycle_id, id);
CREATE INDEX calibration_sessions_by_team ON calibration_sessions (org_id, team_id);
CREATE INDEX calibration_sessions_by_manager ON calibration_sessions (org_id, manager_id);
CREATE INDEX calibration_sessions_by_maker ON calibration_sessions (org_id, created_by);
SELECT protect('calibration_sessions');

CREATE TABLE calibration_members (
    org_id     uuid NOT NULL,
    session_id uuid NOT NULL,
    person_id  uuid NOT NULL,
    PRIMARY KEY (org_id, session_id, person_id),
    CONSTRAINT calibration_members_session FOREIGN KEY (org_id, session_id)
        REFERENCES calibration_sessions (org_id, id) ON DELETE CASCADE,
    CONSTRAINT calibration_members_person_unknown FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE INDEX calibration_members_by_person ON calibration_members (org_id, person_id);
SELECT protect('calibration_members', 'SELECT, INSERT, DELETE');

-- A packet in a session, and in no other.
CREATE TABLE calibration_cards (
    org_id     uuid   NOT NULL,
    id         uuid   NOT NULL,
    session_id uuid   NOT NULL,
    packet_id  uuid   NOT NULL,
    version    bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT calibration_cards_once UNIQUE (org_id, packet_id),
    CONSTRAINT calibration_cards_session FOREIGN KEY (org_id, session_id)
        REFERENCES calibration_sessions (org_id, id) ON DELETE CASCADE,
    CONSTRAINT calibration_cards_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id)
);
CREATE INDEX calibration_cards_by_session ON calibration_cards (org_id, session_id);
SELECT protect('calibration_cards');

-- What each member says to a rating before it is talked over; those of a vote that is held anew give way.
CREATE TABLE calibration_votes (
    org_id    uuid        NOT NULL,
    card_id   uuid        NOT NULL,
    person_id uuid        NOT NULL,
    vote      text        NOT NULL CHECK (vote IN ('agree', 'question', 'abstain')),
    voted_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, card_id, person_id),
    CONSTRAINT calibration_votes_card FOREIGN KEY (org_id, card_id)
        REFERENCES calibration_cards (org_id, id) ON DELETE CASCADE,
    CONSTRAINT calibration_votes_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE INDEX calibration_votes_by_person ON calibration_votes (org_id, person_id);
SELECT protect('calibration_votes');

-- The ledger: each change of a rating with its reason, for ever. One without a session was made for somebody in none.
CREATE TABLE calibration_changes (
    org_id         uuid        NOT NULL,
    id             uuid        NOT NULL,
    packet_id      uuid        NOT NULL,
    session_id     uuid,
    from_rating    smallint    CHECK (from_rating BETWEEN 1 AND 10),
    to_rating      smallint    CHECK (to_rating BETWEEN 1 AND 10),
    from_potential smallint    CHECK (from_potential BETWEEN 1 AND 3),
    to_potential   smallint    CHECK (to_potential BETWEEN 1 AND 3),
    not_rated      boolean     NOT NULL,
    reason         text        NOT NULL CHECK (char_length(reason) BETWEEN 20 AND 1000),
    author_id      uuid        NOT NULL,
    changed_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT calibration_changes_not_rated CHECK (NOT not_rated OR to_rating IS NULL),
    CONSTRAINT calibration_changes_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id),
    CONSTRAINT calibration_changes_session FOREIGN KEY (org_id, session_id) REFERENCES calibration_sessions (org_id, id),
    CONSTRAINT calibration_changes_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id)
);
CREATE INDEX calibration_changes_by_packet ON calibration_changes (org_id, packet_id, changed_at);
CREATE INDEX calibration_changes_by_session ON calibration_changes (org_id, session_id, changed_at);
CREATE INDEX calibration_changes_by_author ON calibration_changes (org_id, author_id);
SELECT protect('calibration_changes', 'SELECT, INSERT');

-- What is missing before the next step, one row for each gap.
CREATE OR REPLACE FUNCTION review_gaps(cycle uuid, lacks text) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
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
    WHERE lacks = 'rating' AND k.org_id = current_org() AND k.cycle_id = cycle
      AND k.final_rating IS NULL AND NOT k.not_rated
    UNION ALL
    SELECT k.subject_id FROM review_packets k
    WHERE lacks = 'release' AND k.org_id = current_org() AND k.cycle_id = cycle AND k.state = 'collecting'
$$;

-- As before, with what a cycle says of calibration.
CREATE OR REPLACE VIEW visible_review_cycles WITH (security_invoker = true) AS
SELECT c.org_id, c.id, c.name, c.stage, c.template_id, c.form_number, c.period_from, c.period_to, c.nominate_by,
       c.write_by, c.share_by, c.peers_least, c.peers_most, c.peer_load, c.naming, c.minimum, c.team_id,
       c.started_until, c.reason, c.version, reach.relation, c.calibrates, c.explains_changes
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

-- The first wall. Sessions are their members', once they are prepared and until the cycle is over, and the Admins'.
CREATE VIEW visible_calibration_sessions WITH (security_invoker = true) AS
SELECT s.org_id, s.id, s.cycle_id, c.name AS cycle_name, c.stage, c.template_id, c.form_number, c.naming, c.minimum,
       c.explains_changes, s.name, s.state, s.takes_votes, s.team_id, t.name AS team_name, s.manager_id,
       m.name AS manager_name, s.guide, s.reason, s.version, reach.relation
FROM calibration_sessions s
JOIN review_cycles c ON c.org_id = s.org_id AND c.id = s.cycle_id
LEFT JOIN teams t ON t.org_id = s.org_id AND t.id = s.team_id
LEFT JOIN people m ON m.org_id = s.org_id AND m.id = s.manager_id
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM calibration_members own
        WHERE own.org_id = s.org_id AND own.session_id = s.id AND own.person_id = current_person()) AS takes_part
) part
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN actor_is_admin() THEN CASE WHEN part.takes_part THEN 'own' ELSE 'organisation' END
        WHEN actor_manages() AND part.takes_part AND s.state <> 'preparing' AND c.stage NOT IN ('closed', 'cancelled')
            THEN 'own'
    END AS relation
) reach
WHERE s.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_calibration_sessions TO pt_app, pt_jobs;

-- Cards of such a session, but none about the actor or about anybody above them: nobody decides on oneself or one's
-- manager, whatever their role.
CREATE VIEW visible_calibration_cards WITH (security_invoker = true) AS
SELECT d.org_id, d.id, d.session_id, s.state, s.cycle_id, d.packet_id, k.subject_id, p.name AS subject_name, p.team_id,
       t.name AS team_name, line.manager_id, m.name AS manager_name, k.author_rating, k.author_potential,
       k.final_rating, k.final_potential, k.not_rated, d.version, s.relation
FROM calibration_cards d
JOIN visible_calibration_sessions s ON s.org_id = d.org_id AND s.id = d.session_id
JOIN review_packets k ON k.org_id = d.org_id AND k.id = d.packet_id
JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
LEFT JOIN teams t ON t.org_id = p.org_id AND t.id = p.team_id
LEFT JOIN reporting_lines line ON line.org_id = k.org_id AND line.person_id = k.subject_id AND line.valid_to IS NULL
LEFT JOIN people m ON m.org_id = line.org_id AND m.id = line.manager_id
WHERE d.org_id = current_org() AND k.subject_id <> current_person()
  AND NOT EXISTS (
        SELECT FROM reporting_closure up
        WHERE up.org_id = d.org_id AND up.manager_id = k.subject_id AND up.report_id = current_person());
GRANT SELECT ON visible_calibration_cards TO pt_app, pt_jobs;
