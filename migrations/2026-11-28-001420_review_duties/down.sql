DROP VIEW visible_review_duties;
DROP VIEW review_duties;
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
DROP VIEW visible_reviews;
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
ALTER TABLE reviews DROP COLUMN due_on;
