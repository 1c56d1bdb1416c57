-- Comments on goals, some of which name somebody. They are listed by their ids, which therefore begin with the time, as those of
-- the app do.
WITH named AS (
    SELECT DISTINCT ON (p.name) p.org_id, p.id, p.name FROM people p
    WHERE p.org_id = current_org() AND p.kind = 'person'
    ORDER BY p.name, p.id DESC
), told (title, author, ago, body, whom) AS (
    VALUES
    ('Make deploys boring', 'Jonas Lindqvist', 12,
     'Three releases in a row without a word at night. What is left before we can call it boring?', NULL),
    ('Make deploys boring', 'Priya Nair', 11, 'The step of the database. {} reads the plan for it on Thursday.', 'Ben Carter'),
    ('Make deploys boring', 'Mei Tanaka', 4, 'Mobile would take the same pipeline over after that. Tell me when.', NULL),
    ('Nobody is woken at night', 'Tomas Novak', 20, 'Which of the alarms that are left have an owner?', NULL),
    ('Nobody is woken at night', 'Jonas Lindqvist', 19, 'All but two. {} has taken one of them today.', 'Oluwaseun Bello'),
    ('Nobody is woken at night', 'Grace Wanjiru', 3, 'Customers have noticed: nobody asked about a night this month.', NULL),
    ('Be a place where people do their best work', 'Helen Marsh', 16,
     'The number I look at first. What would move it before spring?', NULL),
    ('Be a place where people do their best work', 'Amara Okafor', 15,
     'Newcomers. {} asks everybody who came this year.', 'Isaac Boateng'),
    ('Win ten teams in logistics', 'Jonas Lindqvist', 8, 'The connection they ask for is planned for the next quarter.', NULL)
), made AS (
    SELECT author.org_id, o.id AS objective_id, author.id AS author_id, whom.id AS whom_id,
           replace(t.body, '{}', concat('@{', whom.id, '}')) AS body,
           (current_day() - t.ago)::timestamptz + interval '10 hours' AS at,
           (lpad(to_hex(extract(epoch FROM current_day() - t.ago)::bigint * 1000), 12, '0')
            || substr(md5(concat('comment ', o.id, t.ago)), 13))::uuid AS id
    FROM told t
    JOIN named author ON author.name = t.author
    LEFT JOIN named whom ON whom.name = t.whom
    CROSS JOIN LATERAL (
        SELECT g.id FROM objectives g WHERE g.org_id = author.org_id AND g.title = t.title ORDER BY g.starts_on DESC LIMIT 1) o
), comments AS (
    INSERT INTO objective_comments (org_id, id, objective_id, author_id, body, created_at)
    SELECT m.org_id, m.id, m.objective_id, m.author_id, m.body, m.at FROM made m
)
INSERT INTO comment_mentions (org_id, comment_id, person_id)
SELECT m.org_id, m.id, m.whom_id FROM made m WHERE m.whom_id IS NOT NULL
