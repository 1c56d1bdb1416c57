CREATE OR REPLACE VIEW person_stories WITH (security_invoker = true) AS
SELECT part.*, date_trunc('month', part.happened_on::timestamp)::date AS month
FROM (
    SELECT o.org_id, o.owner_id AS person_id, o.id, 'objective_begun' AS kind, o.starts_on AS happened_on, o.title,
           '' AS said, NULL::text AS status, o.id AS about_id, NULL::text AS kpi_state
    FROM visible_objectives o
    WHERE o.state NOT IN ('draft', 'proposed')
    UNION ALL
    SELECT o.org_id, o.owner_id, o.id, 'objective_closed',
           (o.closed_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date, o.title,
           coalesce(o.learning, ''), o.status, o.id, NULL
    FROM visible_objectives o
    WHERE o.closed_at IS NOT NULL AND o.state IN ('achieved', 'missed', 'cancelled')
    UNION ALL
    SELECT o.org_id, k.owner_id, c.id, 'check_in', c.as_of, k.title, c.comment, c.status, o.id, NULL
    FROM key_results k
    JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
    JOIN check_ins c ON c.org_id = k.org_id AND c.key_result_id = k.id
    WHERE NOT EXISTS (SELECT FROM check_ins later WHERE later.org_id = c.org_id AND later.supersedes_id = c.id)
    UNION ALL
    SELECT p.org_id, r.person_id, p.id, 'praise',
           (p.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           p.author_name COLLATE "default", p.body, NULL, p.id, NULL
    FROM praise_recipients r
    JOIN visible_praise p ON p.org_id = r.org_id AND p.id = r.praise_id
    WHERE p.taken_down_at IS NULL
    UNION ALL
    -- A note to oneself was said to nobody.
    SELECT f.org_id, f.subject_id, f.id, 'feedback',
           (f.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           f.author_name COLLATE "default", f.body, NULL, f.id, NULL
    FROM visible_feedback f
    WHERE f.kind <> 'note'
    UNION ALL
    -- That they met, once for each of the two.
    SELECT m.org_id, m.organiser_id, m.id, 'one_on_one', m.occurs_on, m.partner_name COLLATE "default", '', NULL, m.id, NULL
    FROM visible_meetings m
    WHERE m.state IN ('held', 'closed')
    UNION ALL
    SELECT m.org_id, m.partner_id, m.id, 'one_on_one', m.occurs_on, m.organiser_name COLLATE "default", '', NULL, m.id, NULL
    FROM visible_meetings m
    WHERE m.state IN ('held', 'closed')
    UNION ALL
    SELECT w.org_id, w.person_id, w.id, 'weekly', w.week, '', array_to_string(w.did, E'\n'), NULL, w.id, NULL
    FROM visible_weekly_check_ins w
    WHERE NOT w.away
    UNION ALL
    SELECT k.org_id, k.owner_id, k.id, 'kpi_begun', (k.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           k.name COLLATE "default", '', NULL, k.id, NULL
    FROM visible_kpis k
    UNION ALL
    -- When its state changed, with the value that did it. A KPI has had the owner it has now, as far as is kept.
    SELECT k.org_id, k.owner_id, a.id, 'kpi_crossed', (a.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           k.name COLLATE "default", '', NULL, k.id, a.became
    FROM visible_kpis k
    JOIN kpi_alerts a ON a.org_id = k.org_id AND a.kpi_id = k.id
    UNION ALL
    -- What was said of a level, from the day on which the other side had spoken in that round too, a former manager not
    -- for those there are now: before that neither is shown to the other.
    SELECT d.org_id, d.id, a.id, CASE a.side WHEN 'self' THEN 'self_assessment' ELSE 'manager_assessment' END,
           (greatest(a.created_at, other.first_at) AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           concat(c.name, ': ', coalesce(f.levels[a.level], a.level::text)), a.comment, NULL, d.id, NULL
    FROM visible_developments d
    JOIN assessments a ON a.org_id = d.org_id AND a.person_id = d.id
    JOIN competencies c ON c.org_id = a.org_id AND c.id = a.competency_id
    JOIN frameworks f ON f.org_id = a.org_id
    CROSS JOIN LATERAL (SELECT min(b.created_at) AS first_at FROM assessments b
                        WHERE b.org_id = a.org_id AND b.person_id = a.person_id AND b.competency_id = a.competency_id
                          AND b.side <> a.side AND b.round >= a.round
                          AND (b.side = 'self' OR EXISTS (
                            SELECT FROM reporting_closure above
                            WHERE above.org_id = b.org_id AND above.manager_id = b.assessor_id
                              AND above.report_id = b.person_id))) other
    WHERE other.first_at IS NOT NULL
    UNION ALL
    -- A step is a plan once both have agreed.
    SELECT d.org_id, d.id, s.id, 'step_planned', (s.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date, s.body, '', NULL, d.id, NULL
    FROM visible_developments d
    JOIN development_steps s ON s.org_id = d.org_id AND s.person_id = d.id
    WHERE s.agreed_by_person AND s.agreed_by_manager
    UNION ALL
    SELECT d.org_id, d.id, s.id, 'step_done', (s.done_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date, s.body, '', NULL, d.id, NULL
    FROM visible_developments d
    JOIN development_steps s ON s.org_id = d.org_id AND s.person_id = d.id
    WHERE s.done_at IS NOT NULL
    UNION ALL
    -- What they got of a cycle, from the day they had it; its words are what the manager summed up.
    SELECT k.org_id, k.subject_id, k.id, 'review', (k.released_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           k.cycle_name COLLATE "default", k.summary, NULL, k.id, NULL
    FROM visible_review_packets k
    WHERE k.released_at IS NOT NULL
    UNION ALL
    -- Another job that they were granted, from the day on which it held.
    SELECT l.org_id, l.person_id, l.id, 'level_granted', (l.applied_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           l.job_title, l.reason, NULL, l.person_id, NULL
    FROM visible_level_proposals l
    WHERE l.applied_at IS NOT NULL
) part;
GRANT SELECT ON person_stories TO pt_app, pt_jobs;
DROP VIEW held_things;
DROP TRIGGER objectives_keep_former_owner ON objectives;
DROP TRIGGER key_results_keep_former_owner ON key_results;
DROP TRIGGER kpis_keep_former_owner ON kpis;
DROP FUNCTION keep_former_owner;
DROP TABLE former_owners;
