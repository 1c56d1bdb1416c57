INSERT INTO development_steps
    (org_id, id, person_id, competency_id, body, due_on, progress, agreed_by_person, agreed_by_manager, created_by, created_at)
SELECT p.org_id, md5(concat('step ', p.id, step.n))::uuid, p.id,
       (SELECT c.id FROM competencies c WHERE c.org_id = p.org_id AND c.track_id IS NULL
        ORDER BY md5(concat(current_setting('demo.seed'), p.email, c.name)) OFFSET step.n - 1 LIMIT 1),
       (ARRAY['Lead the next review of an incident', 'Shadow two client calls and write down what surprised',
              'Give a talk at the Friday hour', 'Take over the planning of one release',
              'Read the book on negotiation and try it in one talk', 'Coach the newcomer through the first month',
              'Write the guide that everybody asks for'])[1 + (p.salt + step.n * 3) % 7],
       current_day() + 20 * step.n + p.salt % 30, (p.salt + step.n) % 5 * 25, true, (p.salt + step.n) % 4 > 0,
       p.id, now() - interval '60 days'
FROM (SELECT people.*, ('x' || left(md5(people.email), 4))::bit(16)::int AS salt FROM people WHERE people.org_id = current_org()) p
JOIN reporting_lines l ON l.org_id = p.org_id AND l.person_id = p.id AND l.valid_to IS NULL
CROSS JOIN generate_series(1, 2) AS step (n)
