-- What was added to the half-year after it was signed, by the manager of each of those whose log-ins are given out.
INSERT INTO review_addenda (org_id, id, packet_id, author_id, body, added_at)
SELECT k.org_id, md5(concat('addendum ', k.id))::uuid, k.id, l.manager_id, t.body, k.released_at + interval '20 days'
FROM (VALUES
    ('Priya Nair', 'The talk at the team day was Priya''s alone; the review says that two gave it.'),
    ('Jonas Lindqvist', 'The second site was handed over in May, not in June as it says above.'),
    ('Amara Okafor', 'The pay bands were agreed in all five countries since.')
) AS t (name, body)
JOIN people p ON p.org_id = current_org() AND p.name = t.name
JOIN reporting_lines l ON l.org_id = p.org_id AND l.person_id = p.id AND l.valid_to IS NULL
JOIN review_packets k ON k.org_id = p.org_id AND k.subject_id = p.id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage = 'closed'
