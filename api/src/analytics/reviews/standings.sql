-- What the actor sees of cycles whose writing was due from $1 to $2, or of all; about people of the team $3 or below it,
-- about the person $4. By name.
SELECT k.id, k.cycle_id, k.cycle_name, k.stage, c.template_id, c.form_number, c.write_by, c.calibrates, c.minimum, k.subject_id,
       k.subject_name, k.team_id, t.name AS team_name, k.manager_id, k.manager_name, k.state, k.reviews, k.submitted,
       k.relation, p.final_rating,
       EXISTS (
            SELECT FROM reporting_closure up
            WHERE up.org_id = k.org_id AND up.manager_id = k.subject_id AND up.report_id = current_person())
       -- Whoever keeps out of a card reads nothing of it here as long as ratings are compared.
       OR (k.stage = 'calibrating' AND EXISTS (
            SELECT FROM calibration_cards d JOIN calibration_conflicts x ON x.org_id = d.org_id AND x.card_id = d.id
            WHERE d.org_id = k.org_id AND d.packet_id = k.id AND x.person_id = current_person())) AS below
FROM visible_review_packets k
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
JOIN review_packets p ON p.org_id = k.org_id AND p.id = k.id
LEFT JOIN teams t ON t.org_id = k.org_id AND t.id = k.team_id
WHERE k.org_id = current_org() AND c.stage <> 'cancelled'
  AND ($1 IS NULL OR c.write_by BETWEEN $1 AND $2)
  AND ($3 IS NULL OR EXISTS (
        SELECT FROM team_closure below
        WHERE below.org_id = k.org_id AND below.above_id = $3 AND below.team_id = k.team_id))
  AND ($4 IS NULL OR k.subject_id = $4)
ORDER BY k.subject_name, k.id
