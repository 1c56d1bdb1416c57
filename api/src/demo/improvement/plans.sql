-- Drafted by the manager, scheduled by the Admin who loads this, read by the person a day after its start. Plans and what
-- was done with them are listed by their ids, which therefore begin with the time, as those of the app do.
WITH told (name, state, started, lasts, expected, measured, support, background, said, noted) AS (
    VALUES
    ('Diego Romero', 'running', 24, 60,
     'The nightly figures are there by seven, or whoever waits for them has heard why by then.',
     'Nine mornings of ten in each of the last four weeks; the missing ones announced before seven.',
     'Ben pairs on the pipeline every Tuesday. No on-call until the end of the plan.',
     'Sales was without figures on eleven mornings of the quarter, and asked twice.',
     'I would rather have heard of it in August. The goal is fair.',
     'Eight of ten mornings so far. The two late ones were announced.'),
    ('Marco Bianchi', 'met', 190, 60,
     'Designs that are agreed on stay so: what changes after the review goes through it again.',
     'No late change in three releases in a row.',
     'A second reader for each hand-over, chosen by him.',
     'Two releases had to be held back in one month.',
     'Read.',
     'Three releases without a late change.')
), people_named AS (
    SELECT t.*, p.org_id, p.id AS person_id, l.manager_id, dated.id AS plan_id,
           current_day() - t.started AS starts_on, (current_day() - t.started)::timestamptz AS began
    FROM told t
    JOIN people p ON p.org_id = current_org() AND p.name = t.name
    JOIN reporting_lines l ON l.org_id = p.org_id AND l.person_id = p.id AND l.valid_to IS NULL
    CROSS JOIN LATERAL (
        SELECT (lpad(to_hex(extract(epoch FROM current_day() - t.started)::bigint * 1000), 12, '0')
                || substr(md5(p.id::text), 13))::uuid AS id
    ) dated
), plans AS (
    INSERT INTO improvement_plans
        (org_id, id, person_id, held_by, state, starts_on, ends_on, edition, acknowledged_edition, started_at, ended_at,
         created_at)
    SELECT n.org_id, n.plan_id, n.person_id, n.manager_id, n.state, n.starts_on, n.starts_on + n.lasts, 1, 1, n.began,
           CASE WHEN n.state = 'met' THEN n.began + make_interval(days => n.lasts) END, n.began - interval '6 days'
    FROM people_named n
), sections AS (
    INSERT INTO improvement_sections (org_id, id, plan_id, place, kind, audience, body, edition, created_at)
    SELECT n.org_id, md5(concat(n.plan_id, s.kind))::uuid, n.plan_id, s.place, s.kind, s.audience, s.body, 1,
           n.began - interval '6 days'
    FROM people_named n
    CROSS JOIN LATERAL (
        VALUES (0, 'expected', 'person', n.expected), (1, 'measured', 'person', n.measured),
               (2, 'support', 'person', n.support), (3, 'background', 'manager', n.background)
    ) s (place, kind, audience, body)
), notes AS (
    INSERT INTO improvement_notes (org_id, id, plan_id, author_id, audience, body, created_at)
    SELECT n.org_id, md5(concat(n.plan_id, 'note'))::uuid, n.plan_id, n.manager_id, 'person', n.noted,
           n.began + interval '20 days'
    FROM people_named n
)
INSERT INTO improvement_acts (org_id, id, plan_id, act, actor_id, audience, edition, day, said, created_at)
SELECT n.org_id, (lpad(to_hex(extract(epoch FROM n.starts_on + a.after)::bigint * 1000), 12, '0')
                  || substr(md5(concat(n.plan_id, a.act)), 13))::uuid, n.plan_id, a.act, a.actor_id, a.audience, 1, a.day, a.said,
       n.began + make_interval(days => a.after)
FROM people_named n
CROSS JOIN LATERAL (
    VALUES ('drafted', n.manager_id, 'manager', NULL::date, '', -6),
           ('scheduled', current_person(), 'manager', n.starts_on, '', -3),
           ('started', NULL, 'person', NULL, '', 0),
           ('acknowledged', n.person_id, 'person', NULL, n.said, 1),
           ('met', current_person(), 'person', NULL, 'It holds, and is how he works now.', n.lasts)
) a (act, actor_id, audience, day, said, after)
WHERE a.act <> 'met' OR n.state = 'met'
