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

DROP FUNCTION review_sight(uuid, uuid, uuid);
DROP TABLE review_viewers;
DROP TABLE review_appointments;
ALTER TABLE review_cycles DROP COLUMN managers_appoint;
