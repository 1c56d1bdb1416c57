-- One waits for the manager whose log-in is given out, one for an Admin; one was granted last year, one was refused. They are
-- listed by their ids, which therefore begin with the time, as those of the app do.
WITH named AS (
    SELECT DISTINCT ON (p.name) p.org_id, p.id, p.name, p.job_title FROM people p
    WHERE p.org_id = current_org() AND p.kind = 'person'
    ORDER BY p.name, p.id DESC
), told (name, by_name, agreed_by, state, was, job, made, starts, decided, why, reason) AS (
    VALUES
    ('Priya Nair', 'Priya Nair', NULL, 'proposed', NULL, 'Senior Engineer', 6, -45, NULL,
     'I led the last two releases from plan to clean-up, and two colleagues learn the pipeline from me.', ''),
    ('Sara Lindgren', 'Mei Tanaka', 'Mei Tanaka', 'agreed', NULL, 'Senior Mobile Engineer', 9, -30, NULL,
     'Sara carries the Android app alone since spring, and plans its releases with support.', ''),
    ('Ben Carter', 'Ben Carter', 'Jonas Lindqvist', 'granted', 'Software Engineer', 'Senior Engineer', 214, 200, 205,
     'Three newcomers came through their first month with me, and the move of the database was mine.', ''),
    ('Peter Njoroge', 'Peter Njoroge', 'Samuel Mensah', 'refused', NULL, 'Account Executive', 80, 40, 70,
     'I would like accounts of my own from the summer on.',
     'Two more quarters of first meetings, then with two accounts to try. We look at it again in spring.')
), made AS (
    INSERT INTO level_proposals (org_id, id, person_id, proposed_by, from_job_title, job_title, starts_on, justification, state,
                                 agreed_by, decided_by, decided_at, reason, applied_at, created_at)
    SELECT p.org_id,
           (lpad(to_hex(extract(epoch FROM current_day() - t.made)::bigint * 1000), 12, '0')
            || substr(md5(concat('proposal ', p.id)), 13))::uuid,
           p.id, proposer.id, coalesce(t.was, p.job_title), t.job, current_day() - t.starts, t.why, t.state, agreed.id,
           CASE WHEN t.decided IS NOT NULL THEN current_person() END, (current_day() - t.decided)::timestamptz, t.reason,
           CASE WHEN t.state = 'granted' THEN (current_day() - t.starts)::timestamptz END,
           (current_day() - t.made)::timestamptz
    FROM told t
    JOIN named p ON p.name = t.name
    JOIN named proposer ON proposer.name = t.by_name
    LEFT JOIN named agreed ON agreed.name = t.agreed_by
    RETURNING org_id, id, person_id
)
INSERT INTO level_evidence (org_id, proposal_id, place, kind, thing_id)
SELECT m.org_id, m.id, 1, 'step', s.id
FROM made m
CROSS JOIN LATERAL (
    SELECT d.id FROM development_steps d
    WHERE d.org_id = m.org_id AND d.person_id = m.person_id AND d.progress = 100 ORDER BY d.due_on DESC, d.id LIMIT 1) s
UNION ALL
SELECT m.org_id, m.id, 2, 'objective', g.id
FROM made m
CROSS JOIN LATERAL (
    SELECT o.id FROM objectives o
    WHERE o.org_id = m.org_id AND o.owner_id = m.person_id AND o.state = 'achieved' ORDER BY o.ends_on DESC, o.title LIMIT 1) g
