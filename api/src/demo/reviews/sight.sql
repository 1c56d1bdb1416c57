-- Somebody who neither leads them nor is an Admin may read what the designers get.
INSERT INTO review_viewers (org_id, cycle_id, person_id, team_id, ends_on, reason, granted_by)
SELECT c.org_id, c.id, p.id, t.id, current_day() + 40, 'Looks with Leila at who may lead the second team.', c.created_by
FROM review_cycles c
JOIN teams t ON t.org_id = c.org_id AND t.name = 'Design'
CROSS JOIN LATERAL (
    SELECT m.id FROM people m WHERE m.org_id = c.org_id AND m.name = 'Isaac Boateng' ORDER BY m.id DESC LIMIT 1) p
WHERE c.org_id = current_org() AND c.stage = 'writing'
