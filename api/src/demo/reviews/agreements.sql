-- Who agreed with the changes: neither the person, nor somebody below them, nor whoever keeps out.
INSERT INTO calibration_agreements (org_id, change_id, person_id, agreed_at)
SELECT h.org_id, h.id, m.person_id, h.changed_at + interval '1 hour'
FROM calibration_changes h
JOIN calibration_cards d ON d.org_id = h.org_id AND d.packet_id = h.packet_id
JOIN review_packets k ON k.org_id = d.org_id AND k.id = d.packet_id
JOIN people subject ON subject.org_id = k.org_id AND subject.id = k.subject_id
JOIN calibration_members m ON m.org_id = d.org_id AND m.session_id = d.session_id AND m.person_id <> k.subject_id
JOIN people w ON w.org_id = m.org_id AND w.id = m.person_id
WHERE h.org_id = current_org() AND h.author_id <> m.person_id
  AND NOT EXISTS (
    SELECT FROM calibration_conflicts x WHERE x.org_id = d.org_id AND x.card_id = d.id AND x.person_id = m.person_id)
  AND NOT EXISTS (
    SELECT FROM reporting_closure up
    WHERE up.org_id = m.org_id AND up.manager_id = k.subject_id AND up.report_id = m.person_id)
  AND ('x' || left(md5(concat(w.email, subject.email)), 2))::bit(8)::int % 3 > 0
