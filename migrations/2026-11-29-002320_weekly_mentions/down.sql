CREATE OR REPLACE VIEW visible_weekly_check_ins WITH (security_invoker = true) AS
SELECT w.org_id, w.id, w.person_id, w.week, w.away, w.did, w.will_do, w.will_do_carried, w.stuck, w.mood, w.question,
       w.reply, w.read_at, with_names(w.answer) AS answer, w.answered_at, w.answered_by, w.created_at, w.updated_at,
       w.version, person.name AS person_name, answerer.name AS answerer_name, reach.relation
FROM weekly_check_ins w
JOIN people person ON person.org_id = w.org_id AND person.id = w.person_id
LEFT JOIN people answerer ON answerer.org_id = w.org_id AND answerer.id = w.answered_by
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN w.person_id = current_person() THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = w.org_id AND c.manager_id = current_person() AND c.report_id = w.person_id) THEN 'report'
        END AS relation
) reach
WHERE w.org_id = current_org() AND reach.relation IS NOT NULL;
DROP FUNCTION people_named;
DROP FUNCTION lines_with_names;
