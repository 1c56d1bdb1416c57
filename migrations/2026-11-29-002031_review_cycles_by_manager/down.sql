CREATE OR REPLACE FUNCTION review_audience(cycle uuid) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
    SELECT p.id
    FROM review_cycles c
    JOIN people p ON p.org_id = c.org_id AND p.status = 'active'
    LEFT JOIN review_cycle_people named ON named.org_id = c.org_id AND named.cycle_id = c.id AND named.person_id = p.id
    WHERE c.org_id = current_org() AND c.id = cycle
      AND coalesce(named.included,
            NOT EXISTS (SELECT FROM rolling_review_occasions o WHERE o.org_id = c.org_id AND o.cycle_id = c.id)
            AND (c.started_until IS NULL OR p.start_date <= c.started_until)
            AND (c.team_id IS NULL OR EXISTS (
                SELECT FROM team_closure t
                WHERE t.org_id = c.org_id AND t.above_id = c.team_id AND t.team_id = p.team_id)))
$$;

ALTER TABLE review_cycles DROP COLUMN manager_id;
