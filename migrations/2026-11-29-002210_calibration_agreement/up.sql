-- Who agrees with a change of a rating. Who takes it back while the session is open never said it.
CREATE TABLE calibration_agreements (
    org_id    uuid        NOT NULL,
    change_id uuid        NOT NULL,
    person_id uuid        NOT NULL,
    agreed_at timestamptz NOT NULL DEFAULT org_now(),
    PRIMARY KEY (org_id, change_id, person_id),
    CONSTRAINT calibration_agreements_change FOREIGN KEY (org_id, change_id)
        REFERENCES calibration_changes (org_id, id) ON DELETE CASCADE,
    CONSTRAINT calibration_agreements_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE INDEX calibration_agreements_by_person ON calibration_agreements (org_id, person_id);
SELECT protect('calibration_agreements', 'SELECT, INSERT, DELETE');

-- Who is too close to somebody to decide on their rating. Why is theirs alone, and kept nowhere.
CREATE TABLE calibration_conflicts (
    org_id     uuid        NOT NULL,
    card_id    uuid        NOT NULL,
    person_id  uuid        NOT NULL,
    flagged_by uuid        NOT NULL,
    flagged_at timestamptz NOT NULL DEFAULT org_now(),
    PRIMARY KEY (org_id, card_id, person_id),
    CONSTRAINT calibration_conflicts_card FOREIGN KEY (org_id, card_id)
        REFERENCES calibration_cards (org_id, id) ON DELETE CASCADE,
    CONSTRAINT calibration_conflicts_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT calibration_conflicts_flagged_by FOREIGN KEY (org_id, flagged_by) REFERENCES people (org_id, id)
);
CREATE INDEX calibration_conflicts_by_person ON calibration_conflicts (org_id, person_id);
CREATE INDEX calibration_conflicts_by_flagger ON calibration_conflicts (org_id, flagged_by);
SELECT protect('calibration_conflicts', 'SELECT, INSERT, DELETE');

-- As before, and none that the actor keeps out of.
CREATE OR REPLACE VIEW visible_calibration_cards WITH (security_invoker = true) AS
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
        WHERE up.org_id = d.org_id AND up.manager_id = k.subject_id AND up.report_id = current_person())
  AND NOT EXISTS (
        SELECT FROM calibration_conflicts x
        WHERE x.org_id = d.org_id AND x.card_id = d.id AND x.person_id = current_person());
