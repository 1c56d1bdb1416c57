-- Who got more time than the cycle gives has a day of their own.
ALTER TABLE reviews ADD COLUMN due_on date;

-- As before, with the day until when it is to be handed in.
CREATE OR REPLACE VIEW visible_reviews WITH (security_invoker = true) AS
SELECT r.org_id, r.id, r.packet_id, k.cycle_id, c.name AS cycle_name, c.stage, c.template_id, c.form_number,
       c.period_from, c.period_to, c.write_by, c.naming, c.minimum, k.subject_id, p.name AS subject_name,
       p.job_title AS subject_job, r.author_id, r.relation AS side, r.state, r.answers, r.submitted_at, r.version,
       'own'::text AS relation, greatest(r.due_on, c.write_by) AS due_on
FROM reviews r
JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
WHERE r.org_id = current_org() AND r.author_id = current_person();

-- As before, but that somebody has written without their name is counted for Admins alone: whoever saw the number grow
-- would know who it was.
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

-- What each has to do in a cycle as it stands, one row for each thing. An answer is waited for, for two weeks.
CREATE VIEW review_duties WITH (security_invoker = true) AS
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
    WHERE c.stage = 'writing' AND r.org_id = k.org_id AND r.packet_id = k.id AND r.state IN ('assigned', 'in_progress')
    UNION ALL
    SELECT line.manager_id, 'release', c.share_by, false
    WHERE c.stage = 'sharing' AND k.state = 'collecting'
    UNION ALL
    SELECT k.subject_id, 'answer',
           (k.released_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date + 14,
           false
    WHERE c.stage = 'sharing' AND k.state = 'released'
) todo
WHERE k.org_id = current_org() AND todo.person_id IS NOT NULL;
GRANT SELECT ON review_duties TO pt_app, pt_jobs;

-- The first wall: what oneself and one's people have to do, and for Admins everybody. Whether a report has written without
-- their name is not for whoever leads them to see.
CREATE VIEW visible_review_duties WITH (security_invoker = true) AS
SELECT d.org_id, d.cycle_id, d.person_id, p.name AS person_name, line.manager_id, m.name AS manager_name, d.duty,
       count(*) AS count, min(d.due_on) AS due_on, reminded.on_day AS reminded_on, reach.relation
FROM review_duties d
JOIN people p ON p.org_id = d.org_id AND p.id = d.person_id AND p.status = 'active'
LEFT JOIN reporting_lines line ON line.org_id = d.org_id AND line.person_id = d.person_id AND line.valid_to IS NULL
LEFT JOIN people m ON m.org_id = line.org_id AND m.id = line.manager_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN d.person_id = current_person() THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND NOT d.hidden AND EXISTS (
            SELECT FROM reporting_closure up
            WHERE up.org_id = d.org_id AND up.manager_id = current_person() AND up.report_id = d.person_id) THEN 'report'
    END AS relation
) reach
LEFT JOIN LATERAL (
    SELECT (max(n.created_at) AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date AS on_day
    FROM notices n
    WHERE n.org_id = d.org_id AND n.person_id = d.person_id AND n.kind = 'review_due' AND n.about = d.cycle_id
      AND n.occasion <> ''
) reminded ON true
WHERE reach.relation IS NOT NULL
GROUP BY d.org_id, d.cycle_id, d.person_id, p.name, line.manager_id, m.name, d.duty, reminded.on_day, reach.relation;
GRANT SELECT ON visible_review_duties TO pt_app, pt_jobs;
