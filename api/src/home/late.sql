-- What the actor's direct reports have owed since $2 or before, person by person and kind by kind, longest first, each with
-- how much it is and the oldest of it. Everything is found through the actor's own views: what somebody owes to a third
-- person isn't theirs to know. At most $5, each with how many there are in all. $3 is the usual days between check-ins, $4 this
-- week's Monday. The days are those the reminders go by.
WITH reports AS (
    SELECT p.org_id, p.id, p.name, p.start_date, o.time_zone, o.week_starts_on,
           (p.created_at AT TIME ZONE o.time_zone)::date AS came_on
    FROM reporting_lines l
    JOIN people p ON p.org_id = l.org_id AND p.id = l.person_id AND p.status = 'active'
    JOIN organisations o ON o.org_id = l.org_id
    WHERE l.org_id = $1 AND l.manager_id = current_person() AND l.valid_to IS NULL
), owed AS (
    SELECT r.id AS person_id, 'check_ins' AS kind, o.id AS place, k.title::text AS title, due.since
    FROM reports r
    JOIN key_results k ON k.org_id = r.org_id AND k.owner_id = r.id
    JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id AND o.state = 'active'
    CROSS JOIN LATERAL (
        SELECT greatest(coalesce(k.last_on, (k.created_at AT TIME ZONE 'UTC')::date), o.starts_on, k.active_since)
               + coalesce(k.cadence_days, $3) AS since) due
    UNION ALL
    SELECT r.id, 'kpi_values', i.id, i.name::text, due.since
    FROM reports r
    JOIN visible_kpis i ON i.org_id = r.org_id AND i.owner_id = r.id AND i.formula IS NULL AND i.archived_at IS NULL
    CROSS JOIN LATERAL (
        SELECT (i.created_at AT TIME ZONE r.time_zone)::date AS made_on,
               CASE i.frequency WHEN 'day' THEN interval '1 day' WHEN 'week' THEN interval '7 days'
                                WHEN 'month' THEN interval '1 month' ELSE interval '3 months' END AS span,
               CASE r.week_starts_on WHEN 'saturday' THEN 2 WHEN 'sunday' THEN 1 ELSE 0 END AS early) it
    CROSS JOIN LATERAL (
        SELECT CASE WHEN i.value_on IS NOT NULL THEN i.value_on + it.span + it.span
                    WHEN i.frequency = 'week' THEN
                        date_trunc('week', (it.made_on + it.early)::timestamp) - make_interval(days => it.early) + it.span
                    ELSE date_trunc(i.frequency, it.made_on::timestamp) + it.span
               END::date AS since) due
    UNION ALL
    -- Who had not come yet when it began owes nothing of a week.
    SELECT r.id, 'weeks', r.id, '', due.since
    FROM reports r
    LEFT JOIN weekly_settings s ON s.org_id = r.org_id
    CROSS JOIN LATERAL (VALUES ($4 - 7), ($4)) AS week (monday)
    CROSS JOIN LATERAL (
        SELECT week.monday - 1 + array_position(
                   ARRAY['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
                   coalesce(s.due_weekday, 'friday')) AS since) due
    WHERE coalesce(s.enabled, true) AND greatest(r.came_on, r.start_date) <= week.monday
      AND NOT EXISTS (SELECT FROM weekly_check_ins w
                      WHERE w.org_id = r.org_id AND w.person_id = r.id AND w.week = week.monday)
    UNION ALL
    SELECT r.id, 'plan_steps', r.id, s.body, s.due_on
    FROM reports r
    JOIN visible_developments d ON d.org_id = r.org_id AND d.id = r.id
    JOIN development_steps s ON s.org_id = d.org_id AND s.person_id = d.id AND s.progress < 100
    UNION ALL
    SELECT r.id, 'action_items', a.meeting_id, a.body, a.due_on
    FROM reports r
    JOIN action_items a ON a.org_id = r.org_id AND a.owner_id = r.id AND a.done_at IS NULL
    JOIN visible_one_on_ones o ON o.org_id = a.org_id AND o.id = a.one_on_one_id AND o.relation = 'own'
    UNION ALL
    SELECT r.id, 'feedback', q.id, q.question, q.due_on
    FROM reports r
    JOIN feedback_asks a ON a.org_id = r.org_id AND a.person_id = r.id AND a.state = 'open'
    JOIN visible_feedback_requests q ON q.org_id = a.org_id AND q.id = a.request_id AND q.closed_at IS NULL
                                    AND q.relation = 'own'
    UNION ALL
    -- What is written without a name is nobody's to ask for; who is away owes nothing.
    SELECT r.id, 'reviews', c.id, c.name::text, greatest(w.due_on, c.write_by)
    FROM reports r
    JOIN reviews w ON w.org_id = r.org_id AND w.author_id = r.id AND w.state IN ('assigned', 'in_progress')
    JOIN review_packets k ON k.org_id = w.org_id AND k.id = w.packet_id
    JOIN visible_review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage = 'writing'
    WHERE NOT (c.naming <> 'named' AND w.relation IN ('peer', 'upward'))
      AND NOT EXISTS (SELECT FROM review_paused() z
                      WHERE (z.packet_id = k.id AND z.is_about)
                         OR (z.cycle_id = c.id AND z.person_id = r.id AND z.writes))
)
SELECT r.id AS person_id, r.name AS person_name, l.kind, count(*) AS count, min(l.since) AS since,
       (array_agg(l.title ORDER BY l.since, l.place))[1] AS title,
       (array_agg(l.place ORDER BY l.since, l.place))[1] AS place, count(*) OVER () AS in_all
FROM owed l
JOIN reports r ON r.id = l.person_id
WHERE l.since <= $2
GROUP BY r.id, r.name, l.kind
ORDER BY since, person_name, kind
LIMIT $5
