CREATE OR REPLACE VIEW visible_review_duties WITH (security_invoker = true) AS
SELECT d.org_id, d.cycle_id, d.person_id, p.name AS person_name, line.manager_id, m.name AS manager_name, d.duty,
       count(*) AS count, min(d.due_on) AS due_on, reminded.on_day AS reminded_on, reach.relation
FROM review_duties d
JOIN people p ON p.org_id = d.org_id AND p.id = d.person_id AND p.status = 'active'
LEFT JOIN reporting_lines line ON line.org_id = d.org_id AND line.person_id = d.person_id AND line.valid_to IS NULL
LEFT JOIN people m ON m.org_id = line.org_id AND m.id = line.manager_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN d.person_id = current_person() THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND NOT d.hidden AND EXISTS (
            SELECT FROM reporting_closure up
            WHERE up.org_id = d.org_id AND up.manager_id = current_person() AND up.report_id = d.person_id) THEN 'report'
    END AS relation
) reach
LEFT JOIN LATERAL (
    SELECT (max(n.created_at) AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date AS on_day
    FROM notices n
    WHERE n.org_id = d.org_id AND n.person_id = d.person_id AND n.kind = 'review_due' AND n.about = d.cycle_id
      AND n.occasion <> ''
) reminded ON true
WHERE reach.relation IS NOT NULL
GROUP BY d.org_id, d.cycle_id, d.person_id, p.name, line.manager_id, m.name, d.duty, reminded.on_day, reach.relation;

DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW review_duties WITH (security_invoker = true) AS '
        || replace(pg_get_viewdef('review_duties'::regclass), 'c.naming <> ''named''::text', 'c.naming = ''unnamed''::text');
END
$$;
-- What was confidential goes on hiding everybody.
-- The owner is held back by the fence as well, and would find no rows at all.
ALTER TABLE review_cycles NO FORCE ROW LEVEL SECURITY;
ALTER TABLE rolling_reviews NO FORCE ROW LEVEL SECURITY;
UPDATE review_cycles SET naming = 'unnamed' WHERE naming = 'confidential';
UPDATE rolling_reviews SET naming = 'unnamed' WHERE naming = 'confidential';
ALTER TABLE review_cycles FORCE ROW LEVEL SECURITY;
ALTER TABLE rolling_reviews FORCE ROW LEVEL SECURITY;
ALTER TABLE review_cycles
    DROP CONSTRAINT review_cycles_naming_check,
    ADD CONSTRAINT review_cycles_naming_check CHECK (naming IN ('named', 'unnamed'));
ALTER TABLE rolling_reviews
    DROP CONSTRAINT rolling_reviews_naming_check,
    ADD CONSTRAINT rolling_reviews_naming_check CHECK (naming IN ('named', 'unnamed'));
