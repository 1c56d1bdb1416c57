-- Who is named in a text stands in it as `@{id}`. What can't be changed any more is read with their names, so that
-- whoever shows, sends or exports it needs to know nothing of ids. The names are those of today, and of somebody erased
-- what stands in place of theirs.
CREATE FUNCTION with_names(body text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    named record;
    said  text := body;
BEGIN
    IF body IS NULL OR position('@{' IN body) = 0 THEN
        RETURN body;
    END IF;
    FOR named IN
        SELECT p.id, p.name::text AS name
        FROM people p
        WHERE p.org_id = current_org() AND p.id IN (
            SELECT hit[1]::uuid
            FROM regexp_matches(body, '@\{([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}', 'g') AS hit)
    LOOP
        said := replace(said, concat('@{', named.id, '}'), concat('@', named.name));
    END LOOP;
    RETURN said;
END
$$;

-- As before, with names in what was said.
CREATE OR REPLACE VIEW visible_praise WITH (security_invoker = true) AS
SELECT p.org_id, p.id, p.author_id, author.name AS author_name,
       with_names(CASE WHEN p.taken_down_at IS NULL OR p.author_id = current_person() THEN p.body ELSE '' END) AS body,
       p.taken_down_at, p.take_down_reason, p.created_at, p.version,
       CASE WHEN p.author_id = current_person() THEN 'own'
            WHEN actor_is_admin() THEN 'organisation'
            ELSE 'view' END AS relation
FROM praise p
JOIN people author ON author.org_id = p.org_id AND author.id = p.author_id
WHERE p.org_id = current_org()
  AND (p.taken_down_at IS NULL OR p.author_id = current_person() OR actor_is_admin());

-- As before, with names in the answer.
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
