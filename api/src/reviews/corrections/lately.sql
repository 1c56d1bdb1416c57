-- $1 the organisation. Whoever has handed in a named review about somebody of whose numbers in the period one was corrected
-- since, in the last three days: of an open cycle, with the day of the latest correction. Whether they see the number their
-- own view decides.
SELECT k.id AS packet_id, r.author_id, (latest.at AT TIME ZONE z.time_zone)::date AS corrected_on
FROM review_packets k
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('writing', 'calibrating', 'sharing')
JOIN organisations z ON z.org_id = k.org_id
CROSS JOIN LATERAL (
    SELECT greatest(max(h.submitted_at), org_now() - interval '3 days') AS at, count(*) AS reviews
    FROM reviews h
    WHERE h.org_id = k.org_id AND h.packet_id = k.id AND h.state = 'submitted' AND h.relation IN ('self', 'manager')
) AS since
CROSS JOIN LATERAL (
    SELECT max(one.at) AS at
    FROM (
        SELECT d.changed_at AS at
        FROM kpis p JOIN kpi_days d ON d.org_id = p.org_id AND d.kpi_id = p.id
        WHERE p.org_id = k.org_id AND p.owner_id = k.subject_id AND d.day BETWEEN c.period_from AND c.period_to
          AND d.changed_at > since.at
        UNION ALL
        SELECT s.created_at
        FROM key_results q JOIN check_ins s ON s.org_id = q.org_id AND s.key_result_id = q.id
        WHERE q.org_id = k.org_id AND q.owner_id = k.subject_id AND s.as_of BETWEEN c.period_from AND c.period_to
          AND s.supersedes_id IS NOT NULL AND s.created_at > since.at
    ) AS one
) AS latest
JOIN reviews r ON r.org_id = k.org_id AND r.packet_id = k.id AND r.state = 'submitted' AND r.relation IN ('self', 'manager')
WHERE k.org_id = $1 AND since.reviews > 0 AND latest.at IS NOT NULL
ORDER BY k.id, r.author_id
