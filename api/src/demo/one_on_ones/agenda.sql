-- Of the last meetings what was talked about; on the next, what is new and what nobody has come to yet.
INSERT INTO agenda_items
    (org_id, id, one_on_one_id, meeting_id, first_meeting_id, body, position, carried, author_id, done_at, created_at)
SELECT m.org_id, md5(concat('agenda ', m.id, item.n))::uuid, m.one_on_one_id, m.id, m.id,
       (ARRAY['How the week went', 'Vendor decision', 'Holidays in the coming weeks', 'Feedback from the client',
              'What I would like to learn next', 'The on-call rota', 'Progress on my goals', 'An idea for the next quarter',
              'Who covers for whom'])[1 + (m.salt + m.nth::int * 2 + item.n) % 9],
       m.nth * 10 + item.n,
       CASE WHEN m.state = 'planned' AND item.n = 1 THEN (m.salt % 3) ELSE 0 END,
       CASE WHEN item.n = 2 THEN m.organiser_id ELSE m.partner_id END,
       CASE WHEN m.state <> 'planned' THEN m.starts_at END,
       least(m.starts_at, now()) - interval '2 days'
FROM (
    SELECT m.*, o.organiser_id, o.partner_id,
           ('x' || left(md5(concat(current_setting('demo.seed'), p.email)), 4))::bit(16)::int AS salt,
           row_number() OVER (PARTITION BY m.one_on_one_id ORDER BY m.occurs_on) AS nth,
           count(*) FILTER (WHERE m.state = 'planned') OVER (PARTITION BY m.one_on_one_id ORDER BY m.occurs_on) AS ahead
    FROM meetings m
    JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
    JOIN people p ON p.org_id = o.org_id AND p.id = o.partner_id
    WHERE m.org_id = current_org()
) m
CROSS JOIN LATERAL generate_series(1, 2 + m.salt % 2) AS item(n)
WHERE m.state <> 'skipped' AND m.ahead <= 1
