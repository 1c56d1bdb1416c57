-- What stands beside each packet of the cycle $1 that the actor sees: the team, the ratings, and how the actor stands to
-- the person: whoever keeps out of their card reads no more of its rating than who is below them.
SELECT k.id, t.name AS team_name, p.author_rating, p.final_rating, p.not_rated, d.rating AS reread,
       d.packet_id IS NOT NULL AS disputed, d.outcome,
       EXISTS (
            SELECT FROM reviews r
            WHERE r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = current_person()
              AND r.state IN ('assigned', 'in_progress')) AS owes,
       EXISTS (
            SELECT FROM reporting_closure up
            WHERE up.org_id = k.org_id AND up.manager_id = k.subject_id AND up.report_id = current_person())
       OR (k.stage = 'calibrating' AND EXISTS (
            SELECT FROM calibration_cards d JOIN calibration_conflicts x ON x.org_id = d.org_id AND x.card_id = d.id
            WHERE d.org_id = k.org_id AND d.packet_id = k.id AND x.person_id = current_person())) AS below
FROM visible_review_packets k
JOIN review_packets p ON p.org_id = k.org_id AND p.id = k.id
LEFT JOIN review_disputes d ON d.org_id = k.org_id AND d.packet_id = k.id
LEFT JOIN teams t ON t.org_id = k.org_id AND t.id = k.team_id
WHERE k.org_id = current_org() AND k.cycle_id = $1
