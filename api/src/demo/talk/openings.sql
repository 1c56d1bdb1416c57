-- Who has opened what is about somebody else: among it something of each of those whose log-ins are given out.
WITH named AS (
    SELECT DISTINCT ON (p.name) p.org_id, p.id, p.name FROM people p
    WHERE p.org_id = current_org() AND p.kind = 'person'
    ORDER BY p.name, p.id DESC
), told (subject, of, reader, first_ago, last_ago) AS (
    VALUES
    ('objective', 'Make deploys boring', 'Jonas Lindqvist', 70, 2), ('objective', 'Make deploys boring', 'Mei Tanaka', 28, 4),
    ('objective', 'Make deploys boring', 'Ben Carter', 40, 9),
    ('objective', 'Nobody is woken at night', 'Tomas Novak', 66, 19),
    ('objective', 'Nobody is woken at night', 'Grace Wanjiru', 15, 3),
    ('objective', 'Be a place where people do their best work', 'Helen Marsh', 60, 15),
    ('objective', 'Be a place where people do their best work', 'Oscar Nilsson', 9, 5),
    ('kpi', 'Availability of the app', 'Tomas Novak', 90, 6), ('kpi', 'Availability of the app', 'Samuel Mensah', 31, 31),
    ('kpi', 'Office temperature', 'Leila Haddad', 50, 21),
    ('development', 'Priya Nair', 'Jonas Lindqvist', 120, 6), ('development', 'Jonas Lindqvist', 'Tomas Novak', 100, 25),
    ('development', 'Amara Okafor', 'Helen Marsh', 95, 24),
    ('review_packet', 'Priya Nair', 'Jonas Lindqvist', 150, 139), ('review_packet', 'Jonas Lindqvist', 'Tomas Novak', 151, 140),
    ('review_packet', 'Amara Okafor', 'Helen Marsh', 152, 141),
    ('improvement_plan', 'Diego Romero', 'Jonas Lindqvist', 24, 1)
)
INSERT INTO openings (org_id, subject, about, person_id, first_at, last_at)
SELECT reader.org_id, t.subject, thing.id, reader.id, (current_day() - t.first_ago)::timestamptz,
       (current_day() - t.last_ago)::timestamptz
FROM told t
JOIN named reader ON reader.name = t.reader
LEFT JOIN named whose ON whose.name = t.of
CROSS JOIN LATERAL (
    (SELECT o.id FROM objectives o
     WHERE t.subject = 'objective' AND o.org_id = reader.org_id AND o.title = t.of ORDER BY o.starts_on DESC LIMIT 1)
    UNION ALL
    SELECT k.id FROM kpis k WHERE t.subject = 'kpi' AND k.org_id = reader.org_id AND k.name = t.of
    UNION ALL
    SELECT whose.id WHERE t.subject = 'development'
    UNION ALL
    SELECT k.id FROM review_packets k JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
    WHERE t.subject = 'review_packet' AND k.org_id = reader.org_id AND k.subject_id = whose.id AND c.stage = 'closed'
    UNION ALL
    SELECT i.id FROM improvement_plans i
    WHERE t.subject = 'improvement_plan' AND i.org_id = reader.org_id AND i.person_id = whose.id
) thing
