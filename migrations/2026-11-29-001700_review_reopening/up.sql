-- What was handed in can be opened again after writing, one review at a time: it is, as long as a reason stands here.
ALTER TABLE reviews ADD COLUMN reopened_reason text;

-- As before, with why it is open again.
CREATE OR REPLACE VIEW visible_reviews WITH (security_invoker = true) AS
SELECT r.org_id, r.id, r.packet_id, k.cycle_id, c.name AS cycle_name, c.stage, c.template_id, c.form_number,
       c.period_from, c.period_to, c.write_by, c.naming, c.minimum, k.subject_id, p.name AS subject_name,
       p.job_title AS subject_job, r.author_id, r.relation AS side, r.state, r.answers, r.submitted_at, r.version,
       'own'::text AS relation, greatest(r.due_on, c.write_by) AS due_on, r.reopened_reason
FROM reviews r
JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
WHERE r.org_id = current_org() AND r.author_id = current_person();

-- A packet that its manager never shares is released by itself, so many days after sharing began; 0 for never.
ALTER TABLE review_cycles
    ADD COLUMN release_after smallint NOT NULL DEFAULT 0 CHECK (release_after BETWEEN 0 AND 60),
    ADD COLUMN sharing_since date;             -- as long as it is shared; where it is missing the next round counts from then

-- As before, with when it releases by itself.
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
    END AS relation
) reach
WHERE c.org_id = current_org() AND reach.relation IS NOT NULL;

-- Somebody disagrees with their review, and a second reader answers. What was signed stays as it is beside it.
CREATE TABLE review_disputes (
    org_id     uuid        NOT NULL,
    packet_id  uuid        NOT NULL,
    opened_at  timestamptz NOT NULL DEFAULT now(),
    due_on     date        NOT NULL,
    outcome    text        CHECK (outcome IN ('upheld', 'partly', 'changed')),
    answer     text        NOT NULL DEFAULT '',
    decided_by uuid,
    decided_at timestamptz,
    PRIMARY KEY (org_id, packet_id),
    CONSTRAINT review_disputes_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id),
    CONSTRAINT review_disputes_decided_by FOREIGN KEY (org_id, decided_by) REFERENCES people (org_id, id),
    CONSTRAINT review_disputes_decided CHECK (
        (outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL))
);
CREATE INDEX review_disputes_by_reader ON review_disputes (org_id, decided_by);
SELECT protect('review_disputes', 'SELECT, INSERT, UPDATE');

-- Who may read a packet a second time: Admins who neither lead the person nor are led by them; where there is none, whoever
-- leads their manager. Nobody judges what they wrote as their manager or released.
CREATE FUNCTION review_second_readers(packet uuid) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
    WITH outside AS (
        SELECT p.id
        FROM review_packets k JOIN people p ON p.org_id = k.org_id AND p.role = 'admin' AND p.status = 'active'
        WHERE k.org_id = current_org() AND k.id = packet AND p.id <> k.subject_id
          AND k.released_by IS DISTINCT FROM p.id
          AND NOT EXISTS (
            SELECT FROM reviews r
            WHERE r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = p.id AND r.relation = 'manager'
              AND r.state = 'submitted')
          AND NOT EXISTS (
            SELECT FROM reporting_closure up
            WHERE up.org_id = k.org_id AND up.manager_id = p.id AND up.report_id = k.subject_id)
          AND NOT EXISTS (
            SELECT FROM reporting_closure down
            WHERE down.org_id = k.org_id AND down.manager_id = k.subject_id AND down.report_id = p.id))
    SELECT o.id FROM outside o
    UNION ALL
    SELECT above.id
    FROM review_packets k
    JOIN reporting_lines line ON line.org_id = k.org_id AND line.person_id = k.subject_id AND line.valid_to IS NULL
    JOIN reporting_lines higher ON higher.org_id = k.org_id AND higher.person_id = line.manager_id AND higher.valid_to IS NULL
    JOIN people above ON above.org_id = k.org_id AND above.id = higher.manager_id AND above.role <> 'employee'
        AND above.status = 'active'
    WHERE k.org_id = current_org() AND k.id = packet AND NOT EXISTS (SELECT FROM outside)
      AND k.released_by IS DISTINCT FROM above.id
      AND NOT EXISTS (
        SELECT FROM reviews r
        WHERE r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = above.id AND r.relation = 'manager'
          AND r.state = 'submitted')
$$;

-- As before, with what was opened again after writing, and with what waits for a second reader. Of the latter a manager of
-- theirs sees nothing: it is about somebody else.
CREATE OR REPLACE VIEW review_duties WITH (security_invoker = true) AS
SELECT k.org_id, k.cycle_id, k.id AS packet_id, todo.person_id, todo.duty, todo.due_on, todo.hidden
FROM review_packets k
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
LEFT JOIN reporting_lines line ON line.org_id = k.org_id AND line.person_id = k.subject_id AND line.valid_to IS NULL
CROSS JOIN LATERAL (
    SELECT k.subject_id AS person_id, 'propose' AS duty, c.nominate_by AS due_on, false AS hidden
    WHERE c.stage = 'nominating' AND NOT k.peers_settled
      AND NOT EXISTS (SELECT FROM review_nominations n WHERE n.org_id = k.org_id AND n.packet_id = k.id)
    UNION ALL
    SELECT line.manager_id, 'settle', c.nominate_by, false
    WHERE c.stage = 'nominating' AND NOT k.peers_settled
      AND EXISTS (SELECT FROM review_nominations n WHERE n.org_id = k.org_id AND n.packet_id = k.id)
    UNION ALL
    SELECT r.author_id, 'write', greatest(r.due_on, c.write_by),
           c.naming = 'unnamed' AND r.relation IN ('peer', 'upward')
    FROM reviews r
    WHERE (c.stage = 'writing' OR (c.stage IN ('calibrating', 'sharing') AND r.reopened_reason IS NOT NULL))
      AND r.org_id = k.org_id AND r.packet_id = k.id AND r.state IN ('assigned', 'in_progress')
    UNION ALL
    SELECT line.manager_id, 'release', c.share_by, false
    WHERE c.stage = 'sharing' AND k.state = 'collecting'
    UNION ALL
    SELECT k.subject_id, 'answer',
           (k.released_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date + 14,
           false
    WHERE c.stage = 'sharing' AND k.state = 'released'
    UNION ALL
    SELECT reader.person_id, 'second_read', d.due_on, true
    FROM review_disputes d CROSS JOIN LATERAL review_second_readers(d.packet_id) reader
    WHERE c.stage IN ('sharing', 'closed') AND d.org_id = k.org_id AND d.packet_id = k.id AND d.outcome IS NULL
) todo
WHERE k.org_id = current_org() AND todo.person_id IS NOT NULL;
