-- Whom the lines of a week name stands in them as `@{id}`, as in its answer. They are read with names; for links and for
-- who is told, the ids are found again in what is kept.
CREATE FUNCTION lines_with_names(lines text[]) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN position('@{' IN array_to_string(lines, ' ')) = 0 THEN lines
        ELSE ARRAY(SELECT with_names(one.line) FROM unnest(lines) WITH ORDINALITY AS one (line, place) ORDER BY one.place)
        END
$$;

CREATE FUNCTION people_named(lines text[]) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ARRAY(
        SELECT DISTINCT hit[1]::uuid
        FROM regexp_matches(array_to_string(lines, ' '),
                            '@\{([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}', 'g') AS hit)
$$;

-- As before, with names in the lines, too.
CREATE OR REPLACE VIEW visible_weekly_check_ins WITH (security_invoker = true) AS
SELECT w.org_id, w.id, w.person_id, w.week, w.away, lines_with_names(w.did) AS did,
       lines_with_names(w.will_do) AS will_do, w.will_do_carried, lines_with_names(w.stuck) AS stuck, w.mood, w.question,
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
