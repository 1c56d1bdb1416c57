-- Who owned an objective, a key result or a KPI before it was handed on, and until when. A row is written when an owner is
-- followed by another, and never changed: what was never handed on has none.
CREATE TABLE former_owners (
    org_id        uuid        NOT NULL,
    thing_id      uuid        NOT NULL GENERATED ALWAYS AS (coalesce(objective_id, key_result_id, kpi_id)) STORED,
    until_at      timestamptz NOT NULL DEFAULT clock_timestamp() + (org_now() - now()),
    owner_id      uuid        NOT NULL,
    objective_id  uuid,
    key_result_id uuid,
    kpi_id        uuid,
    PRIMARY KEY (org_id, thing_id, until_at),
    CONSTRAINT former_owners_owner FOREIGN KEY (org_id, owner_id) REFERENCES people (org_id, id),
    CONSTRAINT former_owners_objective FOREIGN KEY (org_id, objective_id) REFERENCES objectives (org_id, id) ON DELETE CASCADE,
    CONSTRAINT former_owners_key_result FOREIGN KEY (org_id, key_result_id) REFERENCES key_results (org_id, id) ON DELETE CASCADE,
    CONSTRAINT former_owners_kpi FOREIGN KEY (org_id, kpi_id) REFERENCES kpis (org_id, id) ON DELETE CASCADE,
    CONSTRAINT former_owners_of_one CHECK (num_nonnulls(objective_id, key_result_id, kpi_id) = 1)
);
CREATE INDEX former_owners_by_owner ON former_owners (org_id, owner_id);
CREATE INDEX former_owners_by_objective ON former_owners (org_id, objective_id);
CREATE INDEX former_owners_by_key_result ON former_owners (org_id, key_result_id);
CREATE INDEX former_owners_by_kpi ON former_owners (org_id, kpi_id);

-- What was handed on before, the audit log tells. The owner of the tables is held back by the fence as well, and would
-- find no rows at all.
ALTER TABLE audit_events NO FORCE ROW LEVEL SECURITY;
ALTER TABLE people NO FORCE ROW LEVEL SECURITY;
ALTER TABLE objectives NO FORCE ROW LEVEL SECURITY;
ALTER TABLE key_results NO FORCE ROW LEVEL SECURITY;
ALTER TABLE kpis NO FORCE ROW LEVEL SECURITY;
INSERT INTO former_owners (org_id, until_at, owner_id, objective_id, key_result_id, kpi_id)
SELECT e.org_id, e.at, p.id, o.id, k.id, i.id
FROM audit_events e
JOIN people p ON p.org_id = e.org_id AND p.id::text = e.before #>> '{owner,id}'
LEFT JOIN objectives o ON o.org_id = e.org_id AND o.id = e.resource_id
LEFT JOIN key_results k ON k.org_id = e.org_id AND k.id = e.resource_id
LEFT JOIN kpis i ON i.org_id = e.org_id AND i.id = e.resource_id
WHERE e.before #>> '{owner,id}' <> e.after #>> '{owner,id}' AND num_nonnulls(o.id, k.id, i.id) = 1
ON CONFLICT DO NOTHING;
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
ALTER TABLE people FORCE ROW LEVEL SECURITY;
ALTER TABLE objectives FORCE ROW LEVEL SECURITY;
ALTER TABLE key_results FORCE ROW LEVEL SECURITY;
ALTER TABLE kpis FORCE ROW LEVEL SECURITY;
SELECT protect('former_owners', 'SELECT, INSERT');

-- A trigger, so that no way to hand one on can forget it, and servers of the version before keep it too.
CREATE FUNCTION keep_former_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO former_owners (org_id, owner_id, objective_id, key_result_id, kpi_id)
    VALUES (NEW.org_id, OLD.owner_id,
            CASE WHEN TG_TABLE_NAME = 'objectives' THEN NEW.id END,
            CASE WHEN TG_TABLE_NAME = 'key_results' THEN NEW.id END,
            CASE WHEN TG_TABLE_NAME = 'kpis' THEN NEW.id END);
    RETURN NULL;
END
$$;
CREATE TRIGGER objectives_keep_former_owner AFTER UPDATE OF owner_id ON objectives
    FOR EACH ROW WHEN (OLD.owner_id <> NEW.owner_id) EXECUTE FUNCTION keep_former_owner();
CREATE TRIGGER key_results_keep_former_owner AFTER UPDATE OF owner_id ON key_results
    FOR EACH ROW WHEN (OLD.owner_id <> NEW.owner_id) EXECUTE FUNCTION keep_former_owner();
CREATE TRIGGER kpis_keep_former_owner AFTER UPDATE OF owner_id ON kpis
    FOR EACH ROW WHEN (OLD.owner_id <> NEW.owner_id) EXECUTE FUNCTION keep_former_owner();

-- Who held what, from when until when: one row for each owner that a thing has had. It says nothing of whether the actor
-- sees the thing, so it is only ever joined to what does.
CREATE VIEW held_things WITH (security_invoker = true) AS
SELECT o.org_id, o.id AS thing_id, o.owner_id AS person_id,
       coalesce((SELECT max(f.until_at) FROM former_owners f WHERE f.org_id = o.org_id AND f.thing_id = o.id),
                '-infinity') AS from_at,
       timestamptz 'infinity' AS until_at
FROM objectives o
UNION ALL
SELECT k.org_id, k.id, k.owner_id,
       coalesce((SELECT max(f.until_at) FROM former_owners f WHERE f.org_id = k.org_id AND f.thing_id = k.id), '-infinity'),
       timestamptz 'infinity'
FROM key_results k
UNION ALL
SELECT i.org_id, i.id, i.owner_id,
       coalesce((SELECT max(f.until_at) FROM former_owners f WHERE f.org_id = i.org_id AND f.thing_id = i.id), '-infinity'),
       timestamptz 'infinity'
FROM kpis i
UNION ALL
SELECT f.org_id, f.thing_id, f.owner_id,
       coalesce((SELECT max(e.until_at) FROM former_owners e
                 WHERE e.org_id = f.org_id AND e.thing_id = f.thing_id AND e.until_at < f.until_at), '-infinity'),
       f.until_at
FROM former_owners f;
GRANT SELECT ON held_things TO pt_app, pt_jobs;

-- As before, but goals, check-ins and KPIs stand in the story of who owned them then.
CREATE OR REPLACE VIEW person_stories WITH (security_invoker = true) AS
SELECT part.*, date_trunc('month', part.happened_on::timestamp)::date AS month
FROM (
    -- By who owned it at the end of the day on which it began, or was written down if that was later.
    SELECT o.org_id, h.person_id, o.id, 'objective_begun' AS kind, o.starts_on AS happened_on, o.title,
           '' AS said, NULL::text AS status, o.id AS about_id, NULL::text AS kpi_state
    FROM visible_objectives o
    JOIN held_things h ON h.org_id = o.org_id AND h.thing_id = o.id
    CROSS JOIN LATERAL (
        SELECT (greatest(o.starts_on, (o.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date) + 1)::timestamp
                   AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()) AS at) day_end
    WHERE o.state NOT IN ('draft', 'proposed') AND h.from_at < day_end.at AND day_end.at <= h.until_at
    UNION ALL
    SELECT o.org_id, h.person_id, o.id, 'objective_closed',
           (o.closed_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date, o.title,
           coalesce(o.learning, ''), o.status, o.id, NULL
    FROM visible_objectives o
    JOIN held_things h ON h.org_id = o.org_id AND h.thing_id = o.id AND h.from_at < o.closed_at AND o.closed_at <= h.until_at
    WHERE o.closed_at IS NOT NULL AND o.state IN ('achieved', 'missed', 'cancelled')
    UNION ALL
    -- By who owned the key result when it was said, or on the day it speaks of if that is over.
    SELECT o.org_id, h.person_id, c.id, 'check_in', c.as_of, k.title, c.comment, c.status, o.id, NULL
    FROM held_things h
    JOIN key_results k ON k.org_id = h.org_id AND k.id = h.thing_id
    JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
    JOIN check_ins c ON c.org_id = k.org_id AND c.key_result_id = k.id
    CROSS JOIN LATERAL (
        SELECT least(c.created_at, (c.as_of + 1)::timestamp AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org())) AS at) said
    WHERE h.from_at < said.at AND said.at <= h.until_at
      AND NOT EXISTS (SELECT FROM check_ins later WHERE later.org_id = c.org_id AND later.supersedes_id = c.id)
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
    SELECT k.org_id, h.person_id, k.id, 'kpi_begun', (k.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           k.name COLLATE "default", '', NULL, k.id, NULL
    FROM visible_kpis k
    JOIN held_things h ON h.org_id = k.org_id AND h.thing_id = k.id
    CROSS JOIN LATERAL (
        SELECT ((k.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date + 1)::timestamp
                   AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()) AS at) day_end
    WHERE h.from_at < day_end.at AND day_end.at <= h.until_at
    UNION ALL
    -- When its state changed, with the value that did it.
    SELECT k.org_id, h.person_id, a.id, 'kpi_crossed', (a.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date,
           k.name COLLATE "default", '', NULL, k.id, a.became
    FROM visible_kpis k
    JOIN kpi_alerts a ON a.org_id = k.org_id AND a.kpi_id = k.id
    JOIN held_things h ON h.org_id = k.org_id AND h.thing_id = k.id AND h.from_at < a.created_at AND a.created_at <= h.until_at
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
