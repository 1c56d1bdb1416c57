-- organisations: the organisation and its settings
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT o.name, o.time_zone, o.week_starts_on, o.directory, o.check_in_days, o.second_factor, o.session_minutes,
             o.idle_minutes, o.api_token_days, o.created_at
      FROM organisations o
      WHERE o.org_id = current_org()
      ORDER BY o.name) part;

-- periods: periods of goals
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT p.id, p.name, p.starts_on, p.ends_on, p.created_at
      FROM periods p
      WHERE p.org_id = current_org()
      ORDER BY p.id) part;

-- teams: teams
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT t.id, t.name, t.parent_id, t.lead_id, t.created_at
      FROM teams t
      WHERE t.org_id = current_org()
      ORDER BY t.id) part;

-- people: people, whoever has left included
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT p.id, p.name, p.email, p.job_title, p.role, p.status, p.team_id, p.start_date, p.external_id,
             p.invited_at, p.deactivated_at, p.erased_at, p.created_at
      FROM people p
      WHERE p.org_id = current_org() AND p.kind = 'person'
      ORDER BY p.id) part;

-- reporting_lines: who reported to whom, and when
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.id, r.person_id, r.manager_id, r.valid_from, r.valid_to
      FROM reporting_lines r
      WHERE r.org_id = current_org()
      ORDER BY r.id) part;

-- erasures: who was erased
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT e.person_id, e.number, e.erased_at, e.erased_by
      FROM erasures e
      WHERE e.org_id = current_org()
      ORDER BY e.person_id) part;

-- retention_rules: how long what is kept
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.kind, r.months, r.acts_from
      FROM retention_rules r
      WHERE r.org_id = current_org()
      ORDER BY r.kind) part;

-- retention_deletions: how much rules deleted
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT d.day, d.kind, d.number
      FROM retention_deletions d
      WHERE d.org_id = current_org()
      ORDER BY d.day, d.kind) part;

-- legal_holds: what may not be deleted, and why
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT h.id, h.person_id, h.reason, h.placed_by, h.placed_at, h.lifted_by, h.lifted_at, h.lifted_reason
      FROM legal_holds h
      WHERE h.org_id = current_org()
      ORDER BY h.id) part;

-- objectives: objectives
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT o.id, o.level, o.owner_id, o.team_id, o.period_id, o.parent_id, o.title, o.description, o.state,
             o.visibility, o.roll_up, o.weight, o.starts_on, o.ends_on, o.progress, o.score, o.score_comment,
             o.learning, o.closed_at, o.carried_from_id, o.carry_reason, o.created_by, o.created_at, o.updated_at
      FROM objectives o
      WHERE o.org_id = current_org()
      ORDER BY o.id) part;

-- key_results: key results
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT k.id, k.objective_id, k.owner_id, k.title, k.kind, k.direction, k.start_value, k.target_value,
             k.low_value, k.high_value, k.tolerance, k.unit, k.weight, k.cadence_days, k.value, k.progress,
             k.last_on, k.kpi_id, k.created_at
      FROM key_results k
      WHERE k.org_id = current_org()
      ORDER BY k.id) part;

-- milestones: milestones of key results
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT m.id, m.key_result_id, m.title, m.weight, m.done
      FROM milestones m
      WHERE m.org_id = current_org()
      ORDER BY m.id) part;

-- check_ins: check-ins on key results
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT c.id, c.key_result_id, c.as_of, c.value, c.milestones_done, c.status, c.confidence, c.comment,
             c.blocker_kind, c.blocker_owner_id, c.blocker_next_step, c.links, c.source, c.supersedes_id,
             c.author_id, c.created_at
      FROM check_ins c
      WHERE c.org_id = current_org()
      ORDER BY c.id) part;

-- objective_supports: what objectives support beside what they are aligned under
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT s.objective_id, s.supported_id
      FROM objective_supports s
      WHERE s.org_id = current_org()
      ORDER BY s.objective_id, s.supported_id) part;

-- objective_comments: comments on objectives; @{id} is a person
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT o.id, o.objective_id, o.author_id, o.body, o.created_at
      FROM objective_comments o
      WHERE o.org_id = current_org()
      ORDER BY o.id) part;

-- kpis: KPIs
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT k.id, k.name, k.description, k.owner_id, k.team_id, k.team_answers, k.visibility, k.kind, k.unit, k.decimals,
             k.direction, k.target_value, k.low_value, k.high_value, k.watch_value, k.unhealthy_value, k.hard_value,
             k.frequency, k.aggregation, k.formula, k.missing, k.archived_at, k.created_by, k.created_at,
             k.updated_at, k.value, k.value_on
      FROM kpis k
      WHERE k.org_id = current_org()
      ORDER BY k.id) part;

-- kpi_inputs: what formulas of KPIs are made of
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT k.kpi_id, k.name, k.input_id
      FROM kpi_inputs k
      WHERE k.org_id = current_org()
      ORDER BY k.kpi_id, k.name) part;

-- kpi_measurements: what was measured
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT k.kpi_id, k.true_at, k.whole_day, k.true_on, k.revision, k.value, with_names(k.comment) AS comment,
             k.source, k.author_id, k.known_at
      FROM kpi_measurements k
      WHERE k.org_id = current_org()
      ORDER BY k.kpi_id, k.true_at, k.whole_day, k.revision) part;

-- kpi_periods: KPIs by their periods
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT k.kpi_id, k.starts_on, k.value, k.reason
      FROM kpi_periods k
      WHERE k.org_id = current_org()
      ORDER BY k.kpi_id, k.starts_on) part;

-- kpi_alerts: thresholds that were crossed
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT k.id, k.kpi_id, k.value_on, k.value, k.was, k.became, k.hard, k.created_at
      FROM kpi_alerts k
      WHERE k.org_id = current_org()
      ORDER BY k.id) part;

-- shares: what is shared with whom
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT s.id, s.objective_id, s.kpi_id, s.grantee_kind, s.person_id, s.team_id, s.level, s.reason, s.ends_at,
             s.granted_by, s.created_at, s.revoked_at, s.revoked_by
      FROM shares s
      WHERE s.org_id = current_org()
      ORDER BY s.id) part;

-- company_values: values of the organisation
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT c.id, c.name, c.description, c.retired_at, c.created_at
      FROM company_values c
      WHERE c.org_id = current_org()
      ORDER BY c.id) part;

-- praise: praise
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT p.id, p.author_id, p.body, p.taken_down_at, p.take_down_reason, p.created_at
      FROM visible_praise p
      WHERE p.org_id = current_org()
      ORDER BY p.id) part;

-- praise_recipients: who was praised
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT p.praise_id, p.person_id
      FROM praise_recipients p
      WHERE p.org_id = current_org()
      ORDER BY p.praise_id, p.person_id) part;

-- praise_values: for which values
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT p.praise_id, p.value_id
      FROM praise_values p
      WHERE p.org_id = current_org()
      ORDER BY p.praise_id, p.value_id) part;

-- praise_reactions: reactions to praise
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT p.praise_id, p.person_id, p.kind, p.created_at
      FROM praise_reactions p
      WHERE p.org_id = current_org()
      ORDER BY p.praise_id, p.person_id, p.kind) part;

-- feedback: private feedback, as far as an Admin reads it
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT f.id, f.kind, f.author_id, f.subject_id, f.asked_by, f.request_id, f.question, f.body, f.purpose,
             f.to_person, f.to_manager, f.to_chain, f.to_later, f.created_at, f.updated_at
      FROM visible_feedback f
      WHERE f.org_id = current_org() AND f.kind <> 'note'
      ORDER BY f.id) part;

-- feedback_requests: feedback that was asked for, as far as an Admin reads it
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT f.id, f.asker_id, f.subject_id, f.question, f.purpose, f.due_on, f.closed_at, f.created_at
      FROM visible_feedback_requests f
      WHERE f.org_id = current_org()
      ORDER BY f.id) part;

-- weekly_check_ins: weekly check-ins
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT w.id, w.person_id, w.week, w.away, lines_with_names(w.did) AS did, lines_with_names(w.will_do) AS will_do,
             lines_with_names(w.stuck) AS stuck, w.mood, w.question, w.reply, w.read_at, w.read_by,
             with_names(w.answer) AS answer, w.answered_at, w.answered_by, w.created_at, w.updated_at
      FROM weekly_check_ins w
      WHERE w.org_id = current_org()
      ORDER BY w.id) part;

-- weekly_settings: how the organisation checks in by the week
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT w.enabled, w.mood, w.due_weekday, w.questions
      FROM weekly_settings w
      WHERE w.org_id = current_org()
      ORDER BY w.enabled) part;

-- one_on_ones: who meets whom
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT o.id, o.organiser_id, o.partner_id, o.rule, o.starts_on, o.starts_at, o.time_zone, o.minutes,
             o.ended_at, o.ended_because, o.created_at, o.guest_id
      FROM one_on_ones o
      WHERE o.org_id = current_org()
      ORDER BY o.id) part;

-- meetings: that somebody met, not what was said
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT m.id, m.one_on_one_id, m.occurs_on, m.starts_at, m.state, m.held_at, m.guest_id
      FROM meetings m
      WHERE m.org_id = current_org()
      ORDER BY m.id) part;

-- frameworks: levels of competencies
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT f.levels
      FROM frameworks f
      WHERE f.org_id = current_org()
      ORDER BY f.version) part;

-- competencies: competencies
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT c.id, c.track_id, c.name, c.description, c.behaviours, c.retired_at, c.created_at
      FROM competencies c
      WHERE c.org_id = current_org()
      ORDER BY c.id) part;

-- tracks: tracks, each with competencies of its own
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT t.id, t.name
      FROM tracks t
      WHERE t.org_id = current_org()
      ORDER BY t.id) part;

-- track_jobs: which jobs are on a track
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT t.job_title, t.track_id
      FROM track_jobs t
      WHERE t.org_id = current_org()
      ORDER BY t.job_title) part;

-- expected_levels: what a job asks for
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT e.job_title, e.competency_id, e.level
      FROM expected_levels e
      WHERE e.org_id = current_org()
      ORDER BY e.job_title, e.competency_id) part;

-- assessments: how competencies were assessed
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT a.id, a.person_id, a.competency_id, a.side, a.round, a.level, a.comment, a.assessor_id, a.created_at
      FROM assessments a
      JOIN visible_developments d ON d.org_id = a.org_id AND d.id = a.person_id
      WHERE a.org_id = current_org()
        -- The other side's word is shown once one's own has spoken in its round, as on the page (`rules::shows`).
        AND CASE d.relation
            WHEN 'own' THEN a.side = 'self' OR EXISTS (
                SELECT FROM assessments mine
                WHERE mine.org_id = a.org_id AND mine.person_id = a.person_id AND mine.competency_id = a.competency_id
                  AND mine.side = 'self' AND mine.round >= a.round)
            WHEN 'report' THEN a.side = 'manager' OR EXISTS (
                SELECT FROM assessments mine
                JOIN reporting_closure c
                  ON c.org_id = mine.org_id AND c.report_id = mine.person_id AND c.manager_id = mine.assessor_id
                WHERE mine.org_id = a.org_id AND mine.person_id = a.person_id AND mine.competency_id = a.competency_id
                  AND mine.side = 'manager' AND mine.round >= a.round)
            ELSE true END
      ORDER BY a.id) part;

-- development_steps: steps of development
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT s.id, s.person_id, s.competency_id, s.body, s.due_on, s.progress, s.done_at, s.agreed_by_person,
             s.agreed_by_manager, s.created_by, s.created_at
      FROM development_steps s
      JOIN visible_developments d ON d.org_id = s.org_id AND d.id = s.person_id
      WHERE s.org_id = current_org()
      ORDER BY s.id) part;

-- level_proposals: proposals of another job
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT l.id, l.person_id, l.proposed_by, l.from_job_title, l.job_title, l.starts_on, l.justification, l.state,
             l.agreed_by, l.decided_by, l.decided_at, l.reason, l.applied_at, l.created_at
      FROM visible_level_proposals l
      WHERE l.org_id = current_org()
      ORDER BY l.id) part;

-- improvement_plans: improvement plans
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT i.id, i.person_id, i.held_by, i.state, i.starts_on, i.ends_on, i.extended, i.edition,
             i.acknowledged_edition, i.started_at, i.ended_at, i.created_at
      FROM visible_improvement_plans i
      WHERE i.org_id = current_org()
      ORDER BY i.id) part;

-- improvement_sections: what stands in improvement plans
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT i.id, i.plan_id, i.place, i.kind, i.audience, i.body, i.edition
      FROM visible_improvement_sections i
      WHERE i.org_id = current_org()
      ORDER BY i.id) part;

-- improvement_notes: notes on improvement plans
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT i.id, i.plan_id, i.author_id, i.audience, i.body, i.created_at
      FROM visible_improvement_notes i
      WHERE i.org_id = current_org()
      ORDER BY i.id) part;

-- improvement_acts: what became of improvement plans
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT i.id, i.plan_id, i.act, i.actor_id, i.audience, i.edition, i.day, i.said, i.created_at
      FROM visible_improvement_acts i
      WHERE i.org_id = current_org()
      ORDER BY i.id) part;

-- review_templates: templates of reviews
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.id, r.name, r.description, r.form_number, r.retired_at, r.created_at, r.updated_at
      FROM review_templates r
      WHERE r.org_id = current_org()
      ORDER BY r.id) part;

-- review_forms: what templates of reviews ask
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.template_id, r.number, r.form, r.corrects, r.reason, r.created_by, r.created_at
      FROM review_forms r
      WHERE r.org_id = current_org()
      ORDER BY r.template_id, r.number) part;

-- review_cycles: review cycles
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.id, r.name, r.stage, r.template_id, r.form_number, r.period_from, r.period_to, r.nominate_by,
             r.write_by, r.share_by, r.peers_least, r.peers_most, r.peer_load, r.naming, r.minimum, r.team_id,
             r.manager_id, r.started_until, r.reason, r.calibrates, r.explains_changes, r.created_by, r.created_at
      FROM review_cycles r
      WHERE r.org_id = current_org()
      ORDER BY r.id) part;

-- review_cycle_people: who is in a review cycle, or not
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.cycle_id, r.person_id, r.included
      FROM review_cycle_people r
      WHERE r.org_id = current_org()
      ORDER BY r.cycle_id, r.person_id) part;

-- rolling_reviews: rolling reviews
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.id, r.name, r.template_id, r.after_days, r.writing_days, r.sharing_days, r.naming, r.minimum, r.team_id,
             r.on_since, r.created_by, r.created_at
      FROM rolling_reviews r
      WHERE r.org_id = current_org()
      ORDER BY r.id) part;

-- rolling_review_exclusions: whom rolling reviews leave out
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.rule_id, r.person_id
      FROM rolling_review_exclusions r
      WHERE r.org_id = current_org()
      ORDER BY r.rule_id, r.person_id) part;

-- rolling_review_occasions: which cycles began by rolling reviews
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.rule_id, r.person_id, r.yearly, r.after, r.cycle_id
      FROM rolling_review_occasions r
      WHERE r.org_id = current_org()
      ORDER BY r.rule_id, r.person_id, r.yearly, r.after) part;

-- pulse_surveys: pulses
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT p.id, p.series_id, p.wave, p.title, p.state, p.opens_on, p.closes_on, p.closed_on, p.minimum,
             p.every_weeks, p.team_id, p.sample_percent, p.created_by, p.created_at
      FROM pulse_surveys p
      WHERE p.org_id = current_org()
      ORDER BY p.id) part;

-- pulse_questions: what pulses ask
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT p.survey_id, p.position, p.kind, p.text, p.options, p.multiple, p.optional
      FROM pulse_questions p
      WHERE p.org_id = current_org()
      ORDER BY p.survey_id, p.position) part;

-- question_sets: questions to begin from
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT q.id, q.name, q.questions, q.created_at
      FROM question_sets q
      WHERE q.org_id = current_org()
      ORDER BY q.id) part;

-- team_channels: channels of teams, without their addresses
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT t.team_id, t.kind, t.shown, t.news, t.state, t.set_by, t.set_at
      FROM team_channels t
      WHERE t.org_id = current_org()
      ORDER BY t.team_id) part;

-- webhook_endpoints: other programs that are sent events, without their secrets
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT w.id, w.url, w.description, w.types, w.state, w.trouble, w.delivered_at, w.created_by, w.created_at
      FROM webhook_endpoints w
      WHERE w.org_id = current_org()
      ORDER BY w.id) part;

-- service_accounts: programs that are nobody's, without their tokens
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT s.id, p.name, s.purpose, p.role, s.created_by, s.created_at, s.removed_at
      FROM service_accounts s JOIN people p ON p.org_id = s.org_id AND p.id = s.id
      WHERE s.org_id = current_org()
      ORDER BY s.id) part;

-- oauth_apps: programs of others that may ask people for access, without their secrets
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT a.id, a.name, a.redirect_uris, a.scopes, a.is_confidential, a.secret_at, a.created_by, a.created_at
      FROM oauth_apps a
      WHERE a.org_id = current_org()
      ORDER BY a.id) part;

-- email_domains: domains of the organisation
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT e.id, e.domain, e.state, e.proven_at, e.created_at
      FROM email_domains e
      WHERE e.org_id = current_org()
      ORDER BY e.id) part;

-- scim_groups: what the organisation's directory calls its teams
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT g.team_id, g.external_id, g.created_at
      FROM scim_groups g
      WHERE g.org_id = current_org()
      ORDER BY g.team_id) part;

-- scim_people: what the organisation's directory calls its people
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT s.person_id, s.user_name, s.external_id, s.given_name, s.family_name, s.came_by_it, s.removed_at,
             s.created_at, s.updated_at
      FROM scim_people s
      WHERE s.org_id = current_org()
      ORDER BY s.person_id) part;

-- scim_settings: how the organisation's directory keeps its people
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT s.is_on, s.roles, s.teams, s.invites, s.last_called_at, s.last_caller
      FROM scim_settings s
      WHERE s.org_id = current_org()) part;

-- sso_connections: the organisation's own log-in, without its secret
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT s.issuer, s.client_id, s.scopes, s.is_on, s.only_sso, s.creates_people, s.tested_at, s.created_at
      FROM sso_connections s
      WHERE s.org_id = current_org()
      ORDER BY s.issuer) part;

-- review_viewers: who may read what people of a review cycle get
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.cycle_id, r.person_id, r.team_id, r.ends_on, r.reason, r.granted_by, r.granted_at
      FROM review_viewers r
      WHERE r.org_id = current_org()
      ORDER BY r.cycle_id, r.person_id) part;

-- review_waivers: what a review cycle goes on without, and why
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT r.cycle_id, r.person_id, r.lack, r.reason, r.waived_by, r.waived_at
      FROM review_waivers r
      WHERE r.org_id = current_org()
      ORDER BY r.cycle_id, r.person_id, r.lack) part;

-- calibration_changes: ratings that calibration changed, from what to what, and why
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT h.id, k.cycle_id, h.packet_id, k.subject_id, h.session_id, h.from_rating, h.to_rating, h.from_potential,
             h.to_potential, h.not_rated, h.reason, h.author_id, h.changed_at
      FROM calibration_changes h
      JOIN visible_review_packets k ON k.org_id = h.org_id AND k.id = h.packet_id
      WHERE h.org_id = current_org()
        -- Of cards as in their session; of who is in none as in the packet (`rules::reading::shows_rating`).
        AND (EXISTS (
                SELECT FROM visible_calibration_cards d WHERE d.org_id = h.org_id AND d.packet_id = h.packet_id)
             OR (k.relation <> 'own' AND k.stage IN ('calibrating', 'sharing', 'closed')
                 AND NOT EXISTS (
                    SELECT FROM reporting_closure up
                    WHERE up.org_id = k.org_id AND up.manager_id = k.subject_id AND up.report_id = current_person())
                 AND (k.stage <> 'calibrating' OR NOT EXISTS (
                    SELECT FROM calibration_cards d
                    JOIN calibration_conflicts x ON x.org_id = d.org_id AND x.card_id = d.id
                    WHERE d.org_id = k.org_id AND d.packet_id = k.id AND x.person_id = current_person()))))
      ORDER BY h.id) part;

-- subscriptions: what the organisation has chosen to pay for
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT s.plan, s.period, s.currency, s.is_cancelled, s.trial_ends_on, s.created_at
      FROM subscriptions s
      WHERE s.org_id = current_org()
      ORDER BY s.created_at) part;

-- billing_details: who is billed
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT b.name, b.email, b.address, b.country, b.tax_number, b.updated_at
      FROM billing_details b
      WHERE b.org_id = current_org()
      ORDER BY b.name) part;

-- billing_terms: terms that are paid
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT b.from_on, b.until_on, b.plan, b.period, b.currency, b.seats, b.invoice_id
      FROM billing_terms b
      WHERE b.org_id = current_org()
      ORDER BY b.from_on) part;

-- invoices: invoices
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT i.id, i.number, i.receipt_number, i.kind, i.state, i.plan, i.period, i.currency, i.seats, i.unit_minor,
             i.days, i.of_days, i.charge_minor, i.credit_minor, i.vat_basis_points, i.vat_minor, i.total_minor,
             i.from_on, i.until_on, i.billed_name, i.billed_email, i.billed_address, i.billed_country,
             i.billed_tax_number, i.issued_at, i.due_on, i.paid_at
      FROM invoices i
      WHERE i.org_id = current_org()
      ORDER BY i.id) part;

-- credit_notes: credit notes
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT c.number, c.invoice_id, c.issued_at
      FROM credit_notes c
      WHERE c.org_id = current_org()
      ORDER BY c.invoice_id) part;

-- payments: attempts to pay, without their pages
DECLARE part NO SCROLL CURSOR FOR
SELECT to_jsonb(part)::text AS line
FROM (SELECT p.id, p.invoice_id, p.state, p.flag, p.minor, p.currency, p.transaction_id, p.paid_minor, p.paid_currency,
             p.created_at, p.paid_at, p.refunded_minor, p.refunded_at
      FROM payments p
      WHERE p.org_id = current_org()
      ORDER BY p.id) part;
