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
DROP FUNCTION review_second_readers;
DROP TABLE review_disputes;

DROP VIEW visible_review_cycles;
ALTER TABLE review_cycles DROP COLUMN release_after, DROP COLUMN sharing_since;
CREATE VIEW visible_review_cycles WITH (security_invoker = true) AS
SELECT c.org_id, c.id, c.name, c.stage, c.template_id, c.form_number, c.period_from, c.period_to, c.nominate_by,
       c.write_by, c.share_by, c.peers_least, c.peers_most, c.peer_load, c.naming, c.minimum, c.team_id,
       c.started_until, c.reason, c.version, reach.relation, c.calibrates, c.explains_changes, c.by_date,
       c.grace_days
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

DROP VIEW visible_reviews;
ALTER TABLE reviews DROP COLUMN reopened_reason;
CREATE VIEW visible_reviews WITH (security_invoker = true) AS
SELECT r.org_id, r.id, r.packet_id, k.cycle_id, c.name AS cycle_name, c.stage, c.template_id, c.form_number,
       c.period_from, c.period_to, c.write_by, c.naming, c.minimum, k.subject_id, p.name AS subject_name,
       p.job_title AS subject_job, r.author_id, r.relation AS side, r.state, r.answers, r.submitted_at, r.version,
       'own'::text AS relation, greatest(r.due_on, c.write_by) AS due_on
FROM reviews r
JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
WHERE r.org_id = current_org() AND r.author_id = current_person();
GRANT SELECT ON visible_reviews TO pt_app, pt_jobs;
