-- As before, with each person and each line found by an index: what is known of an organisation before it is counted says
-- little of one with thousands of people, and lists without an index would be gone through once for each of them.
CREATE OR REPLACE FUNCTION review_assignments(cycle uuid, sides text[])
RETURNS TABLE (subject_id uuid, author_id uuid, relation text) LANGUAGE sql STABLE AS $$
    SELECT a.person_id, a.person_id, 'self' FROM review_audience(cycle) a WHERE 'self' = ANY (sides)
    UNION ALL
    SELECT a.person_id, l.manager_id, 'manager'
    FROM review_audience(cycle) a
    JOIN reporting_lines l ON l.org_id = current_org() AND l.person_id = a.person_id AND l.valid_to IS NULL
    JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
    WHERE 'manager' = ANY (sides)
    UNION ALL
    SELECT r.subject_id, r.author_id, 'upward'
    FROM (
        SELECT a.person_id AS subject_id, l.person_id AS author_id, count(*) OVER (PARTITION BY a.person_id) AS reports
        FROM review_audience(cycle) a
        JOIN reporting_lines l ON l.org_id = current_org() AND l.manager_id = a.person_id AND l.valid_to IS NULL
        JOIN people p ON p.org_id = l.org_id AND p.id = l.person_id AND p.status = 'active'
        WHERE 'upward' = ANY (sides)
    ) r
    JOIN review_cycles c ON c.org_id = current_org() AND c.id = cycle
    WHERE c.naming = 'named' OR c.minimum <= r.reports
$$;
