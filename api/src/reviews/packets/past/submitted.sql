-- What counted as handed in for the packet $1 before the moment $2, of what counts now. Where the cycle hides names ($3), peers
-- and reports stand in it as they stand now. While reviews are still written ($4 is false) what was taken back since is its
-- author's, so that another version than the last stands in it only afterwards.
SELECT r.relation AS side, p.name COLLATE "default" AS author, a.capacity, false AS external,
       coalesce(r.author_id = current_person(), false) AS mine, led.days,
       CASE WHEN hidden.names THEN r.answers ELSE version.answers END AS answers, r.id
FROM reviews r
JOIN people p ON p.org_id = r.org_id AND p.id = r.author_id
CROSS JOIN LATERAL (SELECT $3 AND r.relation IN ('peer', 'upward') AS names) AS hidden
LEFT JOIN review_appointments a ON a.org_id = r.org_id AND a.review_id = r.id
LEFT JOIN LATERAL (
    SELECT h.state FROM review_states h
    WHERE h.org_id = r.org_id AND h.review_id = r.id AND h.known_at < $2
    ORDER BY h.known_at DESC LIMIT 1
) AS stood ON true
LEFT JOIN LATERAL (
    SELECT s.number, s.answers FROM review_submissions s
    WHERE s.org_id = r.org_id AND s.review_id = r.id AND s.submitted_at < $2
    ORDER BY s.number DESC LIMIT 1
) AS version ON true
-- As `review_days_led`, by the lines as they were then.
LEFT JOIN LATERAL (
    SELECT sum(greatest(0, least(
                (CASE WHEN l.valid_to < $2 THEN l.valid_to END AT TIME ZONE o.time_zone)::date, c.period_to + 1)
            - greatest((l.valid_from AT TIME ZONE o.time_zone)::date, c.period_from)))::integer AS days
    FROM review_packets k
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
    JOIN organisations o ON o.org_id = k.org_id
    JOIN reporting_lines l ON l.org_id = k.org_id AND l.person_id = k.subject_id AND l.manager_id = r.author_id
    WHERE k.org_id = r.org_id AND k.id = r.packet_id AND r.relation = 'manager' AND l.valid_from < $2
) AS led ON true
WHERE r.org_id = current_org() AND r.packet_id = $1 AND r.state = 'submitted'
  AND (hidden.names OR (stood.state = 'submitted' AND version.answers IS NOT NULL AND ($4 OR NOT EXISTS (
        SELECT FROM review_submissions later
        WHERE later.org_id = r.org_id AND later.review_id = r.id AND later.number > version.number))))
UNION ALL
SELECT 'peer', x.name, NULL, true, false, NULL, x.answers, x.id
FROM review_externals x
WHERE x.org_id = current_org() AND x.packet_id = $1 AND x.state = 'submitted' AND ($3 OR x.submitted_at < $2)
ORDER BY id
