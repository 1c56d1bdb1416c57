-- One is away and one will be, each paused by whoever leads them.
INSERT INTO review_pauses (org_id, packet_id, from_on, until_on, covers, paused_by)
SELECT k.org_id, k.id, current_day() + t.starts, current_day() + t.ends, t.covers, l.manager_id
FROM (VALUES ('Nadia Petrova', -3, 11, 'author'), ('Yusuf Demir', 6, 20, 'all')) AS t (name, starts, ends, covers)
JOIN people p ON p.org_id = current_org() AND p.name = t.name
JOIN reporting_lines l ON l.org_id = p.org_id AND l.person_id = p.id AND l.valid_to IS NULL
JOIN review_packets k ON k.org_id = p.org_id AND k.subject_id = p.id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage = 'writing'
