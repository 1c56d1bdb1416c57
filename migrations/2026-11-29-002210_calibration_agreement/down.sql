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
        WHERE up.org_id = d.org_id AND up.manager_id = k.subject_id AND up.report_id = current_person());

DROP TABLE calibration_conflicts;
DROP TABLE calibration_agreements;
