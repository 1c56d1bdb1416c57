-- What was shared with somebody, asked of them, said about them or written to them, the reviews they have to write, drafts they
-- are to try, meetings they come to as a guest, and another job that somebody proposes.
SELECT s.person_id AS reader, 'objective_shared' AS kind, s.objective_id AS about, s.granted_by AS actor, s.created_at AS at
FROM shares s
WHERE s.org_id = current_org() AND s.person_id IS NOT NULL AND s.objective_id IS NOT NULL
UNION ALL
SELECT s.person_id, 'kpi_shared', s.kpi_id, s.granted_by, s.created_at
FROM shares s
WHERE s.org_id = current_org() AND s.person_id IS NOT NULL AND s.kpi_id IS NOT NULL
UNION ALL
SELECT a.person_id, 'feedback_asked', a.id, r.asker_id, r.created_at
FROM feedback_asks a JOIN feedback_requests r ON r.org_id = a.org_id AND r.id = a.request_id
WHERE a.org_id = current_org() AND a.state = 'open'
UNION ALL
SELECT r.person_id, 'praise_received', a.id, a.author_id, a.created_at
FROM praise_recipients r JOIN praise a ON a.org_id = r.org_id AND a.id = r.praise_id
WHERE r.org_id = current_org()
UNION ALL
SELECT l.manager_id, 'weekly_written', w.id, w.person_id, w.created_at
FROM weekly_check_ins w
JOIN reporting_lines l ON l.org_id = w.org_id AND l.person_id = w.person_id AND l.valid_to IS NULL
WHERE w.org_id = current_org() AND w.read_at IS NULL
UNION ALL
SELECT DISTINCT r.author_id, 'reviews_to_write', k.cycle_id, NULL::uuid, (c.nominate_by + time '08:00') AT TIME ZONE 'UTC'
FROM reviews r
JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
WHERE r.org_id = current_org() AND c.stage = 'writing' AND r.state = 'assigned'
UNION ALL
SELECT t.tester_id, 'review_trial_sent', t.cycle_id, t.sent_by, t.sent_at
FROM review_trials t
WHERE t.org_id = current_org()
UNION ALL
SELECT m.guest_id, 'meeting_guest_asked', m.id, o.organiser_id, (current_day() - 1)::timestamptz + interval '9 hours'
FROM meetings m JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
WHERE m.org_id = current_org() AND m.guest_id IS NOT NULL
UNION ALL
SELECT l.manager_id, 'level_proposed', v.id, v.person_id, v.created_at
FROM level_proposals v
JOIN reporting_lines l ON l.org_id = v.org_id AND l.person_id = v.person_id AND l.valid_to IS NULL
WHERE v.org_id = current_org() AND v.state = 'proposed'
UNION ALL
SELECT a.id, 'level_to_decide', v.id, v.agreed_by, v.created_at
FROM level_proposals v
JOIN people a ON a.org_id = v.org_id AND a.role = 'admin' AND a.status = 'active' AND a.id <> v.person_id
WHERE v.org_id = current_org() AND v.state = 'agreed'
