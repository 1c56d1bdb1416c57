DROP VIEW visible_calibration_cards;
DROP VIEW visible_calibration_sessions;
DROP VIEW visible_review_cycles;
DROP TABLE calibration_changes;
DROP TABLE calibration_votes;
DROP TABLE calibration_cards;
DROP TABLE calibration_members;
DROP TABLE calibration_sessions;
ALTER TABLE review_packets
    DROP COLUMN author_rating, DROP COLUMN author_potential, DROP COLUMN final_rating, DROP COLUMN final_potential,
    DROP COLUMN not_rated;
ALTER TABLE review_cycles
    DROP COLUMN calibrates, DROP COLUMN explains_changes,
    DROP CONSTRAINT review_cycles_stage_check,
    ADD CONSTRAINT review_cycles_stage_check CHECK (
        stage IN ('draft', 'nominating', 'writing', 'sharing', 'closed', 'cancelled'));

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
    WHERE lacks = 'release' AND k.org_id = current_org() AND k.cycle_id = cycle AND k.state = 'collecting'
$$;

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
