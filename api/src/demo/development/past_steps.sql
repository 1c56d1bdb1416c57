-- What was planned before, one step a quarter, and done.
INSERT INTO development_steps
    (org_id, id, person_id, competency_id, body, due_on, progress, agreed_by_person, agreed_by_manager, created_by, created_at)
SELECT p.org_id, md5(concat('past step ', p.id, back))::uuid, p.id,
       (SELECT c.id FROM competencies c WHERE c.org_id = p.org_id AND c.track_id IS NULL
        ORDER BY md5(concat(current_setting('demo.seed'), p.email, c.name, back)) LIMIT 1),
       (ARRAY['Write the first proposal alone', 'Moderate the retrospective of the team', 'Learn to read the monthly numbers',
              'Visit a client with somebody from support', 'Review somebody else''s work each week'])[1 + (p.salt + back) % 5],
       day.due_on, 100, true, true, p.id, (day.due_on - 70)::timestamptz
FROM (SELECT people.*, ('x' || left(md5(people.email), 4))::bit(16)::int AS salt FROM people WHERE people.org_id = current_org()) p
JOIN reporting_lines l ON l.org_id = p.org_id AND l.person_id = p.id AND l.valid_to IS NULL
CROSS JOIN generate_series(1, 3) AS back
CROSS JOIN LATERAL (SELECT current_day() - 90 * back + p.salt % 20 AS due_on) day
WHERE day.due_on - 70 > p.start_date
