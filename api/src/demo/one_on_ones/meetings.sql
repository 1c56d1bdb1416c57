-- What was held, with a skipped one now and then, and the next four, beginning today whatever the hour.
INSERT INTO meetings (org_id, id, one_on_one_id, occurs_on, starts_at, state, notes, held_at, created_at)
SELECT s.org_id, md5(concat('meeting ', s.one_on_one_id, s.occurs_on))::uuid, s.one_on_one_id, s.occurs_on, s.at,
       CASE WHEN s.occurs_on >= current_day() THEN 'planned'
            WHEN s.nth % 9 = 4 THEN 'skipped'
            WHEN s.back <= 2 THEN 'held'
            ELSE 'closed' END,
       CASE WHEN s.occurs_on < current_day() AND s.nth % 9 <> 4 THEN (ARRAY[
            'Slow week, but the plan holds. We agreed to ask for help earlier next time.',
            'Good talk about what comes after this quarter. The migration is nearly done.',
            'Two things are in the way: a decision on the vendor, and holidays. Both get an answer by Friday.',
            'Happy with how the release went. Next: write down what we learned while it is fresh.',
            'We moved the deadline and told the team why. Energy is better than a month ago.',
            'Mostly about feedback from the client. Fair points; the second one we will discuss with the team.'
            ])[1 + (s.nth + s.salt) % 6] ELSE '' END,
       CASE WHEN s.occurs_on < current_day() AND s.nth % 9 <> 4 THEN s.at END,
       least(s.at, now())
FROM (
    SELECT d.*, row_number() OVER w AS nth,
           count(*) FILTER (WHERE d.occurs_on < current_day()) OVER (PARTITION BY d.one_on_one_id) - row_number() OVER w + 1 AS back,
           count(*) FILTER (WHERE d.occurs_on >= current_day()) OVER (PARTITION BY d.one_on_one_id ORDER BY d.occurs_on) AS ahead
    FROM (
        SELECT o.org_id, o.id AS one_on_one_id, day::date AS occurs_on,
               (day::date + o.starts_at) AT TIME ZONE o.time_zone AS at,
               ('x' || left(md5(concat(current_setting('demo.seed'), p.email)), 4))::bit(16)::int AS salt
        FROM one_on_ones o
        JOIN people p ON p.org_id = o.org_id AND p.id = o.partner_id
        CROSS JOIN LATERAL generate_series(
            o.starts_on::timestamp, current_day() + interval '10 weeks',
            CASE WHEN o.rule LIKE '%INTERVAL=2%' THEN interval '14 days' ELSE interval '7 days' END) day
        WHERE o.org_id = current_org()
    ) d
    WINDOW w AS (PARTITION BY d.one_on_one_id ORDER BY d.occurs_on)
) s
WHERE s.ahead <= 4
