-- Two of those who compared kept out of a card, the one whose log-in is given out among them.
INSERT INTO calibration_conflicts (org_id, card_id, person_id, flagged_by, flagged_at)
SELECT d.org_id, d.id, m.person_id, m.person_id, s.created_at + interval '2 hours'
FROM calibration_cards d
JOIN calibration_sessions s ON s.org_id = d.org_id AND s.id = d.session_id
JOIN review_packets k ON k.org_id = d.org_id AND k.id = d.packet_id
JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
JOIN (VALUES ('Kofi Asante', 1), ('Hannah Weiss', 2)) AS t (name, place) ON t.name = p.name
JOIN (
    SELECT c.org_id, c.session_id, c.person_id,
           row_number() OVER (PARTITION BY c.session_id ORDER BY w.email NOT LIKE 'manager@%', w.email) AS place
    FROM calibration_members c JOIN people w ON w.org_id = c.org_id AND w.id = c.person_id
) m ON m.org_id = d.org_id AND m.session_id = d.session_id AND m.place = t.place
WHERE d.org_id = current_org()
