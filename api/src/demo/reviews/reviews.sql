-- What each wrote: all of the half-year, and of the year what is there so far. Those whose log-ins are given out have theirs
-- to write.
WITH asked AS (
    SELECT k.org_id, k.id AS packet_id, k.cycle_id, k.subject_id, k.subject_id AS author_id, 'self' AS relation
    FROM review_packets k WHERE k.org_id = current_org()
    UNION ALL
    SELECT k.org_id, k.id, k.cycle_id, k.subject_id, l.manager_id, 'manager'
    FROM review_packets k
    JOIN reporting_lines l ON l.org_id = k.org_id AND l.person_id = k.subject_id AND l.valid_to IS NULL
    WHERE k.org_id = current_org()
    UNION ALL
    SELECT k.org_id, k.id, k.cycle_id, k.subject_id, n.peer_id, 'peer'
    FROM review_packets k JOIN review_nominations n ON n.org_id = k.org_id AND n.packet_id = k.id
    WHERE k.org_id = current_org()
    UNION ALL
    SELECT k.org_id, k.id, k.cycle_id, k.subject_id, l.person_id, 'upward'
    FROM review_packets k
    JOIN reporting_lines l ON l.org_id = k.org_id AND l.manager_id = k.subject_id AND l.valid_to IS NULL
    WHERE k.org_id = current_org()
      AND 4 <= (SELECT count(*) FROM reporting_lines o WHERE o.org_id = k.org_id AND o.manager_id = k.subject_id AND o.valid_to IS NULL)
), salted AS (
    SELECT a.*, c.stage, c.write_by,
           ('x' || left(md5(concat(current_setting('demo.seed'), c.name, u.email, w.email)), 4))::bit(16)::int AS salt,
           CASE WHEN c.stage = 'closed' THEN 'submitted'
                WHEN w.email LIKE ANY (ARRAY['admin@%', 'manager@%', 'employee@%']) THEN 'assigned'
                WHEN ('x' || left(md5(concat(current_setting('demo.seed'), w.email, u.email, c.name)), 4))::bit(16)::int % 3 = 0 THEN 'assigned'
                ELSE 'submitted' END AS state
    FROM asked a
    JOIN review_cycles c ON c.org_id = a.org_id AND c.id = a.cycle_id
    JOIN people w ON w.org_id = a.org_id AND w.id = a.author_id
    JOIN people u ON u.org_id = a.org_id AND u.id = a.subject_id
)
INSERT INTO reviews (org_id, id, packet_id, author_id, relation, state, submitted_at, answers)
SELECT s.org_id, md5(concat('review ', s.packet_id, s.author_id))::uuid, s.packet_id, s.author_id, s.relation, s.state,
       CASE WHEN s.state = 'submitted' THEN least(now(), s.write_by - s.salt % 9 * interval '1 day') END,
       CASE WHEN s.state = 'assigned' THEN '{}'::jsonb
            WHEN s.relation IN ('self', 'manager') THEN jsonb_strip_nulls(jsonb_build_object(
                'achievements', jsonb_build_object('text', (ARRAY[
                    'The move to the new platform, on the day it was promised for.',
                    'Customers hear from us within a day now; it was three.',
                    'Two newcomers who work on their own after six weeks.',
                    'A quarter without a night on call that anybody had to get up for.'])[1 + s.salt % 4]),
                'missed', jsonb_build_object('text', (ARRAY[
                    'The second region. Begun too late, and too much beside it.',
                    'Writing things down: the last three decisions live in my head.',
                    'Nothing large; the estimates were a third too small again.'])[1 + s.salt % 3]),
                'overall', jsonb_build_object('rating', least(5, 2 + s.salt % 4 % 3 + s.salt % 2)),
                'potential', CASE WHEN s.relation = 'manager' THEN jsonb_build_object('rating', 2 + s.salt % 3) END,
                'next', jsonb_build_object('text', (ARRAY[
                    'Lead something that crosses two teams.', 'More depth in what customers do all day.',
                    'Finish what is begun before the next thing begins.'])[1 + s.salt % 3]),
                'goals', (
                    SELECT jsonb_build_object('items', jsonb_agg(jsonb_build_object('id', o.id, 'rating', 2 + (s.salt + length(o.title)) % 3)
                                                                   ORDER BY o.starts_on, o.title))
                    FROM objectives o JOIN review_cycles c ON c.org_id = o.org_id AND c.id = s.cycle_id
                    WHERE o.org_id = s.org_id AND o.owner_id = s.subject_id AND o.state NOT IN ('draft', 'proposed')
                      AND o.starts_on <= c.period_to AND o.ends_on >= c.period_from
                    HAVING count(*) > 0),
                'competencies', (
                    SELECT jsonb_build_object('items', jsonb_agg(jsonb_build_object(
                        'id', e.competency_id, 'rating', greatest(1, least(5, e.level + (s.salt + e.level) % 3 - 1))) ORDER BY e.competency_id))
                    FROM expected_levels e JOIN people p ON p.org_id = e.org_id AND p.job_title = e.job_title
                    WHERE e.org_id = s.org_id AND p.id = s.subject_id
                    HAVING count(*) > 0)))
            ELSE jsonb_strip_nulls(jsonb_build_object(
                'strengths', jsonb_build_object('text', (ARRAY[
                    'Stays calm when everything is red, and takes others along.',
                    'Asks the question that nobody else dared to ask.',
                    'Answers within the hour, and it is always of use.',
                    'Explains hard things so that one isn''t ashamed of not having known them.',
                    'Says no early, and says why.'])[1 + s.salt % 5]),
                'grow', jsonb_build_object('text', (ARRAY[
                    'Let others finish their thought.', 'Ask for help a day earlier.', 'Write shorter.',
                    'Say it in the meeting, not after it.', 'Take the praise; it is yours.'])[1 + s.salt % 5]),
                'works_well', CASE WHEN s.relation = 'peer' THEN jsonb_build_object('rating', 3 + s.salt % 3) END,
                'leads_well', CASE WHEN s.relation = 'upward' THEN jsonb_build_object('rating', 3 + s.salt % 3) END))
       END
FROM salted s
