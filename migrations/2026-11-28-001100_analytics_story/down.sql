DROP VIEW person_stories;
-- What is known of people's work, as far as the actor may see the things it is about: each part stands on that
-- thing's own `visible_…` view. Asked for one person at a time, which Postgres pushes down into every part.
CREATE VIEW person_stories WITH (security_invoker = true) AS
SELECT part.*, date_trunc('month', part.happened_on::timestamp)::date AS month
FROM (
    SELECT o.org_id, o.owner_id AS person_id, o.id, 'objective_begun' AS kind, o.starts_on AS happened_on, o.title,
           '' AS said, NULL::text AS status, o.id AS about_id
    FROM visible_objectives o
    WHERE o.state NOT IN ('draft', 'proposed')
    UNION ALL
    SELECT o.org_id, o.owner_id, o.id, 'objective_closed',
           (o.closed_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date, o.title,
           coalesce(o.learning, ''), o.status, o.id
    FROM visible_objectives o
    WHERE o.closed_at IS NOT NULL AND o.state IN ('achieved', 'missed', 'cancelled')
    UNION ALL
    SELECT o.org_id, k.owner_id, c.id, 'check_in', c.as_of, k.title, c.comment, c.status, o.id
    FROM key_results k
    JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
    JOIN check_ins c ON c.org_id = k.org_id AND c.key_result_id = k.id
    WHERE NOT EXISTS (SELECT FROM check_ins later WHERE later.org_id = c.org_id AND later.supersedes_id = c.id)
    UNION ALL
    SELECT p.org_id, r.person_id, p.id, 'praise',
           (p.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           p.author_name COLLATE "default", p.body, NULL, p.id
    FROM praise_recipients r
    JOIN visible_praise p ON p.org_id = r.org_id AND p.id = r.praise_id
    WHERE p.taken_down_at IS NULL
    UNION ALL
    -- A note to oneself was said to nobody.
    SELECT f.org_id, f.subject_id, f.id, 'feedback',
           (f.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           f.author_name COLLATE "default", f.body, NULL, f.id
    FROM visible_feedback f
    WHERE f.kind <> 'note'
    UNION ALL
    -- That they met, once for each of the two.
    SELECT m.org_id, m.organiser_id, m.id, 'one_on_one', m.occurs_on, m.partner_name COLLATE "default", '', NULL, m.id
    FROM visible_meetings m
    WHERE m.state IN ('held', 'closed')
    UNION ALL
    SELECT m.org_id, m.partner_id, m.id, 'one_on_one', m.occurs_on, m.organiser_name COLLATE "default", '', NULL, m.id
    FROM visible_meetings m
    WHERE m.state IN ('held', 'closed')
    UNION ALL
    SELECT w.org_id, w.person_id, w.id, 'weekly', w.week, '', array_to_string(w.did, E'\n'), NULL, w.id
    FROM visible_weekly_check_ins w
    WHERE NOT w.away
) part;
GRANT SELECT ON person_stories TO pt_app, pt_jobs;
DROP TRIGGER development_steps_done ON development_steps;
DROP FUNCTION step_is_done;
ALTER TABLE development_steps DROP COLUMN done_at;
