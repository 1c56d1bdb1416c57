-- Whoever disagreed was read a second time, by somebody from outside their line.
INSERT INTO review_disputes (org_id, packet_id, opened_at, due_on, outcome, answer, decided_by, decided_at)
SELECT k.org_id, k.id, k.acknowledged_at, (k.acknowledged_at + interval '14 days')::date, t.outcome, t.answer, reader.id,
       k.acknowledged_at + interval '8 days'
FROM (
    SELECT d.*, row_number() OVER (ORDER BY md5(p.email)) AS n
    FROM review_packets d JOIN people p ON p.org_id = d.org_id AND p.id = d.subject_id
    WHERE d.org_id = current_org() AND d.acknowledgement = 'disagree'
) k
JOIN (VALUES
    (0, 'upheld', 'I read all of it and spoke with both. The goal was moved, the review says so, and the rating counts it.'),
    (1, 'partly', 'The goal was moved twice for reasons that lay elsewhere. What is said of planning falls; the rest stays.'),
    (2, 'upheld', 'The numbers of the first quarter were looked at again, and are right. The two agreed what comes next.')
) AS t (turn, outcome, answer) ON t.turn = k.n % 3
CROSS JOIN LATERAL (
    SELECT a.id FROM people a
    WHERE a.org_id = k.org_id AND a.status = 'active' AND a.role IN ('manager', 'admin') AND a.id <> k.subject_id
      AND NOT EXISTS (
        SELECT FROM reporting_closure up
        WHERE up.org_id = a.org_id AND up.manager_id = a.id AND up.report_id = k.subject_id)
    ORDER BY a.role = 'admin' DESC, a.email LIMIT 1) reader
