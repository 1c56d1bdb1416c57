-- On how many days of what a cycle looks back on the author of a manager's review led the person; none for who
-- never did. The day on which somebody else takes over is theirs: no day counts for two.
CREATE FUNCTION review_days_led(review uuid) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT sum(greatest(0, least((l.valid_to AT TIME ZONE o.time_zone)::date, c.period_to + 1)
        - greatest((l.valid_from AT TIME ZONE o.time_zone)::date, c.period_from)))::integer
    FROM reviews r
    JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
    JOIN organisations o ON o.org_id = r.org_id
    JOIN reporting_lines l ON l.org_id = r.org_id AND l.person_id = k.subject_id AND l.manager_id = r.author_id
    WHERE r.org_id = current_org() AND r.id = review AND r.relation = 'manager'
$$;
