-- What a notice is about, as its reader sees it now: one branch for each kind of thing, from its `visible_…` view,
-- so that a notice is as visible as its thing. `place` names the page to open.
SELECT o.title, o.id AS place
FROM visible_objectives o
WHERE n.subject = 'objective' AND o.org_id = n.org_id AND o.id = n.about
UNION ALL
SELECT k.title, o.id
FROM key_results k JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
WHERE n.subject = 'key_result' AND k.org_id = n.org_id AND k.id = n.about
UNION ALL
SELECT k.name, k.id
FROM visible_kpis k
WHERE n.subject = 'kpi' AND k.org_id = n.org_id AND k.id = n.about
UNION ALL
SELECT o.title, s.id
FROM shares s JOIN visible_objectives o ON o.org_id = s.org_id AND o.id = s.objective_id
WHERE n.subject = 'share' AND s.org_id = n.org_id AND s.id = n.about AND s.revoked_at IS NULL
UNION ALL
SELECT k.name, s.id
FROM shares s JOIN visible_kpis k ON k.org_id = s.org_id AND k.id = s.kpi_id
WHERE n.subject = 'share' AND s.org_id = n.org_id AND s.id = n.about AND s.revoked_at IS NULL
UNION ALL
SELECT p.name, p.id
FROM visible_people p
WHERE n.subject = 'person' AND p.org_id = n.org_id AND p.id = n.about
UNION ALL
SELECT CASE r.role WHEN 'admin' THEN 'an Admin' WHEN 'manager' THEN 'a Manager' ELSE 'an Employee' END, r.id
FROM visible_people r
WHERE n.subject = 'role' AND r.org_id = n.org_id AND r.id = n.about AND r.id = current_person()
UNION ALL
SELECT concat(m.organiser_name, ' and ', m.partner_name), m.id
FROM visible_meetings m
WHERE n.subject = 'meeting' AND m.org_id = n.org_id AND m.id = n.about
UNION ALL
SELECT concat(m.organiser_name, ' and ', m.partner_name, ', ',
              to_char(m.starts_at AT TIME ZONE m.time_zone, 'FMDD FMMonth'),
              CASE m.open_items WHEN 0 THEN ', nothing on the agenda yet'
                                WHEN 1 THEN ', 1 thing on the agenda'
                                ELSE concat(', ', m.open_items, ' things on the agenda') END), m.id
FROM visible_meetings m
WHERE n.subject = 'meeting_ahead' AND m.org_id = n.org_id AND m.id = n.about
  AND m.relation IN ('own', 'view') AND m.state = 'planned' AND m.ended_at IS NULL AND m.starts_at > org_now()
UNION ALL
SELECT concat(m.organiser_name, ' and ', m.partner_name, ', ',
              to_char(m.starts_at AT TIME ZONE m.time_zone, 'FMDD FMMonth')), m.id
FROM visible_meetings m
WHERE n.subject = 'meeting_off' AND m.org_id = n.org_id AND m.id = n.about
  AND m.relation = 'view' AND m.state = 'planned' AND m.ended_at IS NOT NULL
UNION ALL
-- Who is managed by the same person again within two days finds it as it was: then it hasn't ended.
SELECT concat(o.organiser_name, ' and ', o.partner_name), o.id
FROM visible_one_on_ones o
WHERE n.subject = 'ended_one_on_one' AND o.org_id = n.org_id AND o.id = n.about
  AND o.relation = 'own' AND o.ended_at IS NOT NULL
UNION ALL
SELECT (SELECT string_agg(p.name, ', ' ORDER BY p.name)
        FROM praise_recipients r JOIN people p ON p.org_id = r.org_id AND p.id = r.person_id
        WHERE r.org_id = a.org_id AND r.praise_id = a.id), a.id
FROM visible_praise a
WHERE n.subject = 'praise' AND a.org_id = n.org_id AND a.id = n.about
UNION ALL
SELECT f.subject_name, f.subject_id
FROM visible_feedback f
WHERE n.subject = 'feedback' AND f.org_id = n.org_id AND f.id = n.about
UNION ALL
SELECT a.subject_name, a.id
FROM visible_feedback_asks a
WHERE n.subject = 'feedback_ask' AND a.org_id = n.org_id AND a.id = n.about AND a.closed_at IS NULL
UNION ALL
SELECT r.subject_name, r.id
FROM visible_feedback_requests r
WHERE n.subject = 'feedback_request' AND r.org_id = n.org_id AND r.id = n.about
UNION ALL
SELECT w.person_name, w.id
FROM visible_weekly_check_ins w
WHERE n.subject = 'weekly_check_in' AND w.org_id = n.org_id AND w.id = n.about
UNION ALL
SELECT u.title, u.id
FROM visible_pulses u
WHERE n.subject = 'pulse' AND u.org_id = n.org_id AND u.id = n.about
  -- It asks for something: that is over with the close, and for oneself with one's ballot. Noting when somebody took
  -- theirs would say too much.
  AND u.state = 'open' AND u.asks_me AND NOT u.took_ballot
UNION ALL
SELECT u.title, u.id
FROM visible_pulses u
WHERE n.subject = 'pulse_results' AND u.org_id = n.org_id AND u.id = n.about AND u.state = 'closed'
  AND EXISTS (SELECT FROM pulse_cells c
              JOIN visible_pulse_groups g ON g.org_id = c.org_id AND g.id = c.group_id
              WHERE c.org_id = u.org_id AND c.survey_id = u.id)
UNION ALL
SELECT c.name, c.id
FROM visible_review_cycles c
WHERE n.subject = 'review_cycle' AND c.org_id = n.org_id AND c.id = n.about
UNION ALL
SELECT c.name, c.id
FROM visible_review_cycles c
WHERE n.subject = 'review_duty' AND c.org_id = n.org_id AND c.id = n.about
  AND EXISTS (SELECT FROM review_duties d
              WHERE d.org_id = c.org_id AND d.cycle_id = c.id AND d.person_id = current_person())
UNION ALL
SELECT c.name, c.id
FROM review_trials t JOIN review_cycles c ON c.org_id = t.org_id AND c.id = t.cycle_id AND c.stage = 'draft'
WHERE n.subject = 'review_trial' AND t.org_id = n.org_id AND t.cycle_id = n.about AND t.tester_id = current_person()
UNION ALL
SELECT k.cycle_name, k.id
FROM visible_review_packets k
WHERE n.subject = 'review_packet' AND k.org_id = n.org_id AND k.id = n.about
UNION ALL
SELECT r.name, r.id
FROM visible_rolling_reviews r
WHERE n.subject = 'rolling_review' AND r.org_id = n.org_id AND r.id = n.about
UNION ALL
SELECT s.name, s.id
FROM visible_calibration_sessions s
WHERE n.subject = 'calibration' AND s.org_id = n.org_id AND s.id = n.about
UNION ALL
SELECT t.name, t.id
FROM teams t
WHERE n.subject = 'channel' AND t.org_id = n.org_id AND t.id = n.about
UNION ALL
-- By the host alone: what stands behind it may be a secret of the receiver's.
SELECT substring(w.url FROM '^[a-z]+://([^/?#]+)'), w.id
FROM webhook_endpoints w
WHERE n.subject = 'webhook' AND w.org_id = n.org_id AND w.id = n.about AND actor_is_admin()
UNION ALL
SELECT w.name, w.id
FROM visible_people w
WHERE n.subject = 'week' AND w.org_id = n.org_id AND w.id = n.about AND w.id = current_person()
UNION ALL
SELECT i.body, m.id
FROM action_items i JOIN visible_meetings m ON m.org_id = i.org_id AND m.id = i.meeting_id
WHERE n.subject = 'action_item' AND i.org_id = n.org_id AND i.id = n.about
  AND i.owner_id = current_person() AND i.done_at IS NULL
UNION ALL
SELECT s.body, d.id
FROM development_steps s JOIN visible_developments d ON d.org_id = s.org_id AND d.id = s.person_id
WHERE n.subject = 'development_step' AND s.org_id = n.org_id AND s.id = n.about
  AND s.person_id = current_person() AND s.progress < 100
UNION ALL
SELECT v.person_name, v.person_id
FROM visible_level_proposals v
WHERE n.subject = 'level_proposal' AND v.org_id = n.org_id AND v.id = n.about
UNION ALL
SELECT v.person_name, v.id
FROM visible_improvement_plans v
WHERE n.subject = 'improvement_plan' AND v.org_id = n.org_id AND v.id = n.about
UNION ALL
SELECT t.name, t.id
FROM api_tokens t
WHERE n.subject = 'api_token' AND t.org_id = n.org_id AND t.id = n.about AND t.person_id = current_person()
  AND t.revoked_at IS NULL
UNION ALL
SELECT concat(s.name, ': ', t.name), t.id
FROM api_tokens t JOIN people s ON s.org_id = t.org_id AND s.id = t.person_id AND s.kind = 'service'
WHERE n.subject = 'service_token' AND t.org_id = n.org_id AND t.id = n.about AND t.revoked_at IS NULL AND actor_is_admin()
UNION ALL
SELECT o.name, o.org_id
FROM organisations o
WHERE n.subject = 'deletions' AND o.org_id = n.org_id AND o.org_id = n.about AND actor_is_admin()
