CREATE OR REPLACE FUNCTION review_assignments(cycle uuid, sides text[])
RETURNS TABLE (subject_id uuid, author_id uuid, relation text) LANGUAGE sql STABLE AS $$
    WITH audience AS MATERIALIZED (SELECT a.person_id FROM review_audience(cycle) a),
         lines AS (
            SELECT l.person_id, l.manager_id FROM reporting_lines l
            JOIN people p ON p.org_id = l.org_id AND p.id = l.person_id AND p.status = 'active'
            JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
            WHERE l.org_id = current_org() AND l.valid_to IS NULL)
    SELECT a.person_id, a.person_id, 'self' FROM audience a WHERE 'self' = ANY (sides)
    UNION ALL
    SELECT a.person_id, l.manager_id, 'manager' FROM audience a JOIN lines l ON l.person_id = a.person_id
    WHERE 'manager' = ANY (sides)
    UNION ALL
    SELECT a.person_id, l.person_id, 'upward' FROM audience a JOIN lines l ON l.manager_id = a.person_id
    JOIN review_cycles c ON c.org_id = current_org() AND c.id = cycle
    WHERE 'upward' = ANY (sides)
      AND (c.naming = 'named'
           OR c.minimum <= (SELECT count(*) FROM lines others WHERE others.manager_id = a.person_id))
$$;
