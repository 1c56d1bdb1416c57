-- Two kinds of work with something of their own, which is asked of nobody else.
WITH told (name, jobs, but) AS (
    VALUES ('Engineering', 'Engineer|^Head of (Platform|Mobile)$', 'Sales|Support|Solutions'),
           ('Sales', '^Account Executive$|Sales', '^$')
), made AS (
    INSERT INTO tracks (org_id, id, name)
    SELECT current_org(), md5(concat('track ', current_org(), t.name))::uuid, t.name FROM told t
    RETURNING org_id, id, name
), jobs AS (
    INSERT INTO track_jobs (org_id, job_title, track_id)
    SELECT DISTINCT m.org_id, p.job_title, m.id
    FROM made m
    JOIN told t ON t.name = m.name
    JOIN people p ON p.org_id = m.org_id AND p.job_title ~ t.jobs AND p.job_title !~ t.but
)
INSERT INTO competencies (org_id, id, name, description, behaviours, track_id)
SELECT m.org_id, md5(concat('competency ', m.id, c.name))::uuid, c.name, c.description, c.behaviours, m.id
FROM made m
JOIN (VALUES
    ('Engineering', 'Running what we build', 'Knowing how it does at night, and mending it.', ARRAY[
        'Finds the logs and says what they see.',
        'Mends what the runbook knows, and calls in time for what it doesn''t.',
        'Leads an incident to its end and writes down what was learned.',
        'Builds so that most nights are quiet, and shows others how.',
        'Decides with the business how much may go wrong, and what that costs.']),
    ('Engineering', 'Design of systems', 'Parts that can be changed without touching the others.', ARRAY[
        'Follows the design that is there and asks about it.',
        'Designs a small part alone and names what speaks against it.',
        'Designs what several parts share, and how it is put in place step by step.',
        'Settles arguments about design by trying, and takes old parts out.',
        'Sets the lines along which the organisation''s systems grow.']),
    ('Sales', 'Knowing the customer', 'What they do all day, and what it costs them.', ARRAY[
        'Listens in and writes down what was said.',
        'Asks what is behind a wish before offering something.',
        'Knows the customer''s numbers well enough to reckon with them.',
        'Is asked by customers for advice that has nothing to do with us.',
        'Shapes what we offer by what a whole market needs.']),
    ('Sales', 'Coming to terms', 'Deals that both sides still like a year later.', ARRAY[
        'Prepares offers that others negotiate.',
        'Negotiates usual terms alone and knows where to stop.',
        'Finds a third way where both sides are stuck.',
        'Leads talks with several companies at one table.',
        'Decides which business we don''t want.'])
) AS c (track, name, description, behaviours) ON c.track = m.name
