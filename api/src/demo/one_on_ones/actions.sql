-- Every other meeting ends with a promise; the latest of each pair is still open.
INSERT INTO action_items
    (org_id, id, one_on_one_id, meeting_id, body, owner_id, due_on, done_at, created_by, created_at)
SELECT m.org_id, md5(concat('action ', m.id))::uuid, m.one_on_one_id, m.id,
       (ARRAY['Write down what we learned from the release', 'Ask finance about the budget for training',
              'Send the draft of the plan', 'Introduce Hannah to the platform team', 'Book the room for the workshop',
              'Read the proposal and comment', 'Find a date with the client'])[1 + (m.salt + m.nth::int) % 7],
       CASE WHEN m.nth % 3 = 0 THEN m.organiser_id ELSE m.partner_id END,
       m.occurs_on + 10,
       CASE WHEN m.back > 2 THEN m.starts_at + interval '6 days' END,
       m.organiser_id, m.starts_at
FROM (
    SELECT m.*, o.organiser_id, o.partner_id,
           ('x' || left(md5(concat(current_setting('demo.seed'), p.email)), 4))::bit(16)::int AS salt,
           row_number() OVER (PARTITION BY m.one_on_one_id ORDER BY m.occurs_on) AS nth,
           row_number() OVER (PARTITION BY m.one_on_one_id ORDER BY m.occurs_on DESC) AS back
    FROM meetings m
    JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
    JOIN people p ON p.org_id = o.org_id AND p.id = o.partner_id
    WHERE m.org_id = current_org() AND m.state IN ('held', 'closed')
) m
WHERE (m.nth + m.salt) % 2 = 0 OR m.back = 1
