-- Three people from outside have written, each about somebody they work with. Their links are over, and so are their addresses.
INSERT INTO review_externals (org_id, id, packet_id, name, email, reason, state, answers, submitted_at, invited_by, invited_at)
SELECT k.org_id, md5(concat('external ', k.id))::uuid, k.id, t.outsider, '', t.reason, 'submitted',
       jsonb_build_object('strengths', jsonb_build_object('text', t.strengths), 'grow', jsonb_build_object('text', t.grow),
                          'works_well', jsonb_build_object('rating', t.rating)),
       c.nominate_by::timestamptz - interval '1 day', l.manager_id, c.nominate_by::timestamptz - interval '6 days'
FROM (VALUES
    ('Priya Nair', 'closed', 'Lena Brandt', 'She ran our side of the move to the new gateway.',
     'Said on the first day what would not work, and had another way with her on the second.',
     'Fewer abbreviations in mails to us.', 5),
    ('Ben Carter', 'writing', 'Mikael Strand', 'He audited the backups with Ben.',
     'Every question had an answer and a proof of it.', 'Ask us earlier what we need to see.', 4),
    ('Hannah Weiss', 'writing', 'Ingrid Solberg', 'Her company is the customer Hannah spends most time with.',
     'We call Hannah before we call our own people.', 'Take a holiday without us.', 5)
) AS t (name, stage, outsider, reason, strengths, grow, rating)
JOIN people p ON p.org_id = current_org() AND p.name = t.name
JOIN reporting_lines l ON l.org_id = p.org_id AND l.person_id = p.id AND l.valid_to IS NULL
JOIN review_packets k ON k.org_id = p.org_id AND k.subject_id = p.id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage = t.stage
