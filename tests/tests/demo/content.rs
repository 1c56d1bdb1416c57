//! What the demo organisation consists of, table by table, without ids, secrets and the moment of loading.

/// What it is, and the statement that gives a text for each row of it.
pub const ROWS: [(&str, &str); 43] = [
    (
        "people",
        "SELECT ROW(p.name, p.email, p.job_title, p.role, p.status, p.start_date, t.name, m.name)::text AS text
         FROM people p
         LEFT JOIN teams t ON t.id = p.team_id
         LEFT JOIN reporting_lines l ON l.person_id = p.id AND l.valid_to IS NULL
         LEFT JOIN people m ON m.id = l.manager_id
         WHERE p.kind = 'person'",
    ),
    (
        "teams",
        "SELECT ROW(t.name, above.name, p.name)::text AS text
         FROM teams t LEFT JOIN teams above ON above.id = t.parent_id LEFT JOIN people p ON p.id = t.lead_id",
    ),
    ("periods", "SELECT ROW(name, starts_on, ends_on)::text AS text FROM periods"),
    (
        "objectives",
        "SELECT ROW(o.title, p.name, o.level, t.name, q.name, above.title, o.state, o.visibility, o.progress, o.score,
                    o.learning, o.starts_on, o.ends_on, o.closed_at, o.status_from, o.status_then)::text AS text
         FROM objectives o
         JOIN people p ON p.id = o.owner_id
         JOIN periods q ON q.id = o.period_id
         LEFT JOIN teams t ON t.id = o.team_id
         LEFT JOIN objectives above ON above.id = o.parent_id",
    ),
    (
        "key results",
        "SELECT ROW(o.title, k.title, k.kind, k.start_value, k.target_value, k.value, k.progress, i.name, k.last_on,
                    k.status_from, k.status_then)::text AS text
         FROM key_results k JOIN objectives o ON o.id = k.objective_id LEFT JOIN kpis i ON i.id = k.kpi_id",
    ),
    (
        "check-ins",
        "SELECT ROW(o.title, k.title, p.name, c.as_of, c.value, c.status, c.confidence, c.comment)::text AS text
         FROM check_ins c
         JOIN key_results k ON k.id = c.key_result_id
         JOIN objectives o ON o.id = k.objective_id
         JOIN people p ON p.id = c.author_id",
    ),
    (
        "KPIs",
        "SELECT ROW(k.name, k.description, p.name, t.name, k.visibility, k.kind, k.frequency, k.formula, k.value,
                    k.value_on, k.state_from, k.state_then)::text AS text
         FROM kpis k JOIN people p ON p.id = k.owner_id LEFT JOIN teams t ON t.id = k.team_id",
    ),
    (
        "measurements",
        "SELECT ROW(k.name, m.true_on, m.revision, m.value, m.source)::text AS text
         FROM kpi_measurements m JOIN kpis k ON k.id = m.kpi_id",
    ),
    (
        "values of periods",
        "SELECT ROW(k.name, v.starts_on, v.value, v.reason)::text AS text
         FROM kpi_periods v JOIN kpis k ON k.id = v.kpi_id",
    ),
    (
        "shares",
        "SELECT ROW(o.title, k.name, g.name, p.name, t.name, s.level, s.reason, s.created_at, s.ends_at)::text AS text
         FROM shares s
         JOIN people g ON g.id = s.granted_by
         LEFT JOIN objectives o ON o.id = s.objective_id
         LEFT JOIN kpis k ON k.id = s.kpi_id
         LEFT JOIN people p ON p.id = s.person_id
         LEFT JOIN teams t ON t.id = s.team_id",
    ),
    (
        "praise",
        "SELECT ROW(a.name, p.body, p.created_at, v.name)::text AS text
         FROM praise p
         JOIN people a ON a.id = p.author_id
         JOIN praise_values pv ON pv.praise_id = p.id
         JOIN company_values v ON v.id = pv.value_id",
    ),
    (
        "people who are praised",
        "SELECT ROW(p.created_at, who.name)::text AS text
         FROM praise_recipients r JOIN praise p ON p.id = r.praise_id JOIN people who ON who.id = r.person_id",
    ),
    (
        "reactions",
        "SELECT ROW(p.created_at, who.name, r.kind)::text AS text
         FROM praise_reactions r JOIN praise p ON p.id = r.praise_id JOIN people who ON who.id = r.person_id",
    ),
    (
        "feedback",
        "SELECT ROW(a.name, s.name, f.kind, f.body, f.purpose, f.to_person, f.to_manager, f.created_at)::text AS text
         FROM feedback f JOIN people a ON a.id = f.author_id JOIN people s ON s.id = f.subject_id",
    ),
    (
        "requests for feedback",
        "SELECT ROW(a.name, s.name, r.question, r.due_on, who.name, k.state, k.decided_at)::text AS text
         FROM feedback_requests r
         JOIN feedback_asks k ON k.request_id = r.id
         JOIN people a ON a.id = r.asker_id
         JOIN people s ON s.id = r.subject_id
         JOIN people who ON who.id = k.person_id",
    ),
    (
        "weekly check-ins",
        "SELECT ROW(p.name, w.week, w.away, w.did, w.will_do, w.will_do_carried, w.stuck, w.mood, w.question, w.reply,
                    w.read_at, w.answer, w.created_at)::text AS text
         FROM weekly_check_ins w JOIN people p ON p.id = w.person_id",
    ),
    (
        "one-on-ones",
        "SELECT ROW(a.name, p.name, o.rule, o.starts_on, o.starts_at, o.minutes, o.place)::text AS text
         FROM one_on_ones o JOIN people a ON a.id = o.organiser_id JOIN people p ON p.id = o.partner_id",
    ),
    (
        "meetings",
        "SELECT ROW(p.name, m.occurs_on, m.starts_at, m.state, m.notes, m.held_at)::text AS text
         FROM meetings m JOIN one_on_ones o ON o.id = m.one_on_one_id JOIN people p ON p.id = o.partner_id",
    ),
    (
        "agenda items",
        "SELECT ROW(p.name, m.occurs_on, i.body, i.position, i.carried, a.name, i.done_at)::text AS text
         FROM agenda_items i
         JOIN meetings m ON m.id = i.meeting_id
         JOIN one_on_ones o ON o.id = m.one_on_one_id
         JOIN people p ON p.id = o.partner_id
         JOIN people a ON a.id = i.author_id",
    ),
    (
        "action items",
        "SELECT ROW(p.name, m.occurs_on, i.body, a.name, i.due_on, i.done_at)::text AS text
         FROM action_items i
         JOIN meetings m ON m.id = i.meeting_id
         JOIN one_on_ones o ON o.id = m.one_on_one_id
         JOIN people p ON p.id = o.partner_id
         JOIN people a ON a.id = i.owner_id",
    ),
    (
        "expected levels",
        "SELECT ROW(e.job_title, c.name, e.level)::text AS text
         FROM expected_levels e JOIN competencies c ON c.id = e.competency_id",
    ),
    (
        "assessments",
        "SELECT ROW(p.name, c.name, a.side, a.round, a.level, a.comment,
                    (a.created_at AT TIME ZONE 'UTC')::date)::text AS text
         FROM assessments a JOIN people p ON p.id = a.person_id JOIN competencies c ON c.id = a.competency_id",
    ),
    (
        "steps of development plans",
        "SELECT ROW(p.name, c.name, s.body, s.due_on, s.progress, s.agreed_by_manager)::text AS text
         FROM development_steps s JOIN people p ON p.id = s.person_id JOIN competencies c ON c.id = s.competency_id",
    ),
    (
        "pulses",
        "SELECT ROW(title, wave, state, opens_on, closes_on, opened_on, asked)::text AS text FROM pulse_surveys",
    ),
    (
        "people who are asked by pulses",
        "SELECT ROW(s.title, s.wave, p.name, i.blinded IS NOT NULL)::text AS text
         FROM pulse_invitations i JOIN pulse_surveys s ON s.id = i.survey_id JOIN people p ON p.id = i.person_id",
    ),
    (
        "results of pulses",
        "SELECT ROW(s.title, s.wave, g.name, c.position, c.n, c.counts)::text AS text
         FROM pulse_cells c JOIN pulse_surveys s ON s.id = c.survey_id JOIN pulse_groups g ON g.id = c.group_id",
    ),
    (
        "words of pulses",
        "SELECT ROW(s.title, s.wave, g.name, t.position, t.body)::text AS text
         FROM pulse_texts t JOIN pulse_surveys s ON s.id = t.survey_id JOIN pulse_groups g ON g.id = t.group_id",
    ),
    (
        "review cycles",
        "SELECT ROW(name, stage, period_from, period_to, nominate_by, write_by, share_by)::text AS text
         FROM review_cycles",
    ),
    (
        "packets",
        "SELECT ROW(c.name, p.name, k.state, k.summary, k.acknowledgement, k.comment, k.final_rating,
                    k.final_potential)::text AS text
         FROM review_packets k JOIN review_cycles c ON c.id = k.cycle_id JOIN people p ON p.id = k.subject_id",
    ),
    (
        "proposed peers",
        "SELECT ROW(c.name, s.name, p.name)::text AS text
         FROM review_nominations n
         JOIN review_packets k ON k.id = n.packet_id
         JOIN review_cycles c ON c.id = k.cycle_id
         JOIN people s ON s.id = k.subject_id
         JOIN people p ON p.id = n.peer_id",
    ),
    (
        // Answers about goals and competencies name them by their ids.
        "reviews",
        "SELECT ROW(c.name, s.name, a.name, r.relation, r.state, r.answers - 'goals' - 'competencies')::text AS text
         FROM reviews r
         JOIN review_packets k ON k.id = r.packet_id
         JOIN review_cycles c ON c.id = k.cycle_id
         JOIN people s ON s.id = k.subject_id
         JOIN people a ON a.id = r.author_id",
    ),
    (
        "changed ratings",
        "SELECT ROW(p.name, x.from_rating, x.to_rating, x.reason)::text AS text
         FROM calibration_changes x JOIN review_packets k ON k.id = x.packet_id JOIN people p ON p.id = k.subject_id",
    ),
    (
        "improvement plans",
        "SELECT ROW(p.name, i.state, i.starts_on, i.ends_on, a.act, a.said, a.created_at)::text AS text
         FROM improvement_plans i JOIN people p ON p.id = i.person_id JOIN improvement_acts a ON a.plan_id = i.id",
    ),
    (
        "notices",
        "SELECT ROW(p.name, n.kind, a.name, n.created_at::date, n.read_at::date)::text AS text
         FROM notices n JOIN people p ON p.id = n.person_id LEFT JOIN people a ON a.id = n.actor_id",
    ),
    (
        "tracks",
        "SELECT ROW(t.name, j.job_title)::text AS text FROM tracks t JOIN track_jobs j ON j.track_id = t.id",
    ),
    (
        "proposals of another job",
        "SELECT ROW(p.name, v.from_job_title, v.job_title, v.state, v.starts_on, v.justification, v.reason)::text AS text
         FROM level_proposals v JOIN people p ON p.id = v.person_id",
    ),
    (
        "comments on goals",
        "SELECT ROW(o.title, p.name, length(c.body), c.created_at)::text AS text
         FROM objective_comments c JOIN objectives o ON o.id = c.objective_id JOIN people p ON p.id = c.author_id",
    ),
    (
        "guests",
        "SELECT ROW(p.name, m.occurs_on)::text AS text FROM meetings m JOIN people p ON p.id = m.guest_id",
    ),
    (
        "disputes",
        "SELECT ROW(s.name, d.outcome, d.answer, r.name, d.decided_at)::text AS text
         FROM review_disputes d
         JOIN review_packets k ON k.id = d.packet_id
         JOIN people s ON s.id = k.subject_id
         JOIN people r ON r.id = d.decided_by",
    ),
    (
        "agreements with changed ratings",
        "SELECT ROW(s.name, p.name)::text AS text
         FROM calibration_agreements g
         JOIN calibration_changes x ON x.id = g.change_id
         JOIN review_packets k ON k.id = x.packet_id
         JOIN people s ON s.id = k.subject_id
         JOIN people p ON p.id = g.person_id",
    ),
    (
        "tokens",
        "SELECT ROW(p.name, t.name, t.scopes, t.networks, t.created_at, t.expires_at, t.last_used_at)::text AS text
         FROM api_tokens t JOIN people p ON p.id = t.person_id",
    ),
    (
        "deliveries",
        "SELECT ROW(w.url, w.state, d.event_kind, d.state, d.created_at, a.outcome, a.status)::text AS text
         FROM webhook_endpoints w
         JOIN webhook_deliveries d ON d.webhook_id = w.id
         JOIN webhook_attempts a ON a.delivery_id = d.id",
    ),
    (
        "openings",
        "SELECT ROW(o.subject, p.name, o.first_at, o.last_at)::text AS text
         FROM openings o JOIN people p ON p.id = o.person_id",
    ),
];

/// What a year leaves behind, and where some of it is to be found.
pub const LIVED: [(&str, &str); 48] = [
    ("goals that were reached", "objectives WHERE state = 'achieved' AND ends_on < current_date"),
    ("goals that were missed", "objectives WHERE state = 'missed' AND ends_on < current_date"),
    ("goals under way", "objectives WHERE state = 'active' AND ends_on >= current_date"),
    ("corrected measurements", "kpi_measurements WHERE revision > 0"),
    ("computed KPIs", "kpis WHERE formula IS NOT NULL AND value IS NOT NULL"),
    ("answered requests for feedback", "feedback_asks WHERE state = 'answered'"),
    ("open requests for feedback", "feedback_asks WHERE state = 'open'"),
    ("notes to oneself", "feedback WHERE kind = 'note'"),
    ("answered weeks", "weekly_check_ins WHERE answer IS NOT NULL"),
    ("one-on-ones that were held", "meetings WHERE state IN ('held', 'closed') AND notes <> ''"),
    ("one-on-ones to come", "meetings WHERE state = 'planned' AND occurs_on >= current_date"),
    ("open action items", "action_items WHERE done_at IS NULL"),
    ("steps on their way", "development_steps WHERE progress BETWEEN 1 AND 99"),
    ("results over time", "(SELECT FROM pulse_surveys WHERE state = 'closed' AND wave >= 3) waves"),
    ("answers to the pulse of these days", "pulse_ballots"),
    ("packets that were answered", "review_packets WHERE acknowledgement = 'disagree' AND final_rating IS NOT NULL"),
    ("reviews to be written", "reviews WHERE state = 'assigned'"),
    ("reviews that were handed in", "reviews WHERE state = 'submitted'"),
    ("pulses of a year ago", "pulse_surveys WHERE state = 'closed' AND opened_on < current_date - 350"),
    ("weeks of a year ago", "weekly_check_ins WHERE week < current_date - 340"),
    (
        "daily values of a year ago",
        "kpis k JOIN kpi_measurements m ON m.kpi_id = k.id WHERE k.frequency = 'day' AND m.true_on < current_date - 350",
    ),
    ("one-on-ones of a year ago", "meetings WHERE state = 'closed' AND occurs_on < current_date - 340"),
    ("assessments of a year ago", "assessments WHERE created_at < now() - interval '330 days'"),
    ("steps that were done long ago", "development_steps WHERE done_at < now() - interval '200 days'"),
    ("reminders", "notices WHERE read_at IS NULL"),
    ("KPIs for which a team answers", "kpis WHERE team_answers"),
    ("crossed thresholds", "kpi_alerts"),
    ("names in comments", "comment_mentions"),
    (
        "what is asked on a track alone",
        "expected_levels e JOIN competencies c ON c.id = e.competency_id WHERE c.track_id IS NOT NULL",
    ),
    ("evidence for another job", "level_evidence"),
    ("drafts to try", "review_trials t JOIN review_cycles c ON c.id = t.cycle_id WHERE c.stage = 'draft'"),
    ("waivers", "review_waivers"),
    ("people who are away", "review_pauses WHERE current_date BETWEEN from_on AND until_on"),
    ("more time", "reviews WHERE due_on IS NOT NULL AND state = 'assigned'"),
    ("reviews by who led somebody before", "reviews WHERE passed_on AND state = 'submitted'"),
    ("reviews from outside", "review_externals WHERE state = 'submitted' AND email = ''"),
    ("addenda", "review_addenda"),
    ("people who may read what others get", "review_viewers WHERE ends_on > current_date"),
    ("rolling reviews", "rolling_reviews WHERE on_since IS NOT NULL"),
    ("people who keep out of a card", "calibration_conflicts"),
    ("answers to what was written in a pulse", "pulse_thread_messages WHERE author_id IS NOT NULL"),
    ("what authors wrote back", "pulse_thread_messages WHERE author_id IS NULL AND day <= current_date"),
    ("tokens of service accounts", "service_accounts s JOIN api_tokens t ON t.person_id = s.id"),
    ("apps that people let in", "oauth_grants WHERE begun_at IS NOT NULL AND revoked_at IS NULL"),
    ("holds", "legal_holds WHERE lifted_at IS NULL"),
    ("holds that were lifted", "legal_holds WHERE lifted_at IS NOT NULL"),
    ("rules of how long what is kept", "retention_rules"),
    ("goals as they stood months ago", "objective_versions WHERE known_at < now() - interval '200 days'"),
];
