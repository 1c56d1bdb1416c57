-- $1 the organisation, $2 the packet, $3 how many. Numbers of the person's in the period that were corrected since the named
-- reviews were handed in: what was known then, and what is now. Each part starts from its `visible_…` view, so that nothing
-- opens beside a review that doesn't open elsewhere. Of those without names nothing says when they came, here neither.
WITH packet AS MATERIALIZED (
    SELECT v.org_id, v.subject_id, c.period_from, c.period_to,
           coalesce((SELECT max(r.submitted_at) FROM reviews r
                     WHERE r.org_id = v.org_id AND r.packet_id = v.id AND r.state = 'submitted'
                       AND r.relation IN ('self', 'manager')),
                    v.released_at) AS known_at
    FROM visible_review_packets v
    JOIN review_cycles c ON c.org_id = v.org_id AND c.id = v.cycle_id
    WHERE v.org_id = $1 AND v.id = $2
)
SELECT * FROM (
    -- The last day of each month, as that is what stands beside the writing.
    SELECT 'kpi' AS kind, k.id AS about_id, k.name COLLATE "default" AS title, last.day AS happened_on, last.was, last.is_now,
           k.kind AS number_kind, k.unit, k.decimals
    FROM packet p
    JOIN visible_kpis k ON k.org_id = p.org_id AND k.owner_id = p.subject_id
    CROSS JOIN LATERAL (
        SELECT DISTINCT ON (date_trunc('month', d.day::timestamp))
               d.day, known.last_value AS was, CASE WHEN d.count > 0 THEN d.last_value END AS is_now
        FROM kpi_days d
        CROSS JOIN LATERAL (
            SELECT d.count, d.last_value WHERE d.changed_at <= p.known_at
            UNION ALL
            (SELECT past.count, past.last_value
             FROM kpi_past_days past
             WHERE d.changed_at > p.known_at AND past.org_id = d.org_id AND past.kpi_id = d.kpi_id
               AND past.day = d.day AND past.changed_at <= p.known_at
             ORDER BY past.changed_at DESC LIMIT 1)
        ) AS known
        WHERE d.org_id = k.org_id AND d.kpi_id = k.id AND d.day BETWEEN p.period_from AND p.period_to AND known.count > 0
        ORDER BY date_trunc('month', d.day::timestamp), d.day DESC
    ) AS last
    WHERE last.was IS DISTINCT FROM last.is_now
    UNION ALL
    SELECT 'check_in', o.id, k.title, c.as_of, c.value, latest.value, k.kind, k.unit, NULL
    FROM packet p
    JOIN key_results k ON k.org_id = p.org_id AND k.owner_id = p.subject_id AND k.kind <> 'milestone'
    JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
    JOIN check_ins c ON c.org_id = k.org_id AND c.key_result_id = k.id
    CROSS JOIN LATERAL (
        WITH RECURSIVE later AS (
            SELECT s.id, s.value, s.created_at
            FROM check_ins s WHERE s.org_id = c.org_id AND s.supersedes_id = c.id
            UNION ALL
            SELECT s.id, s.value, s.created_at
            FROM later JOIN check_ins s ON s.org_id = c.org_id AND s.supersedes_id = later.id
        )
        SELECT later.value, (SELECT min(first.created_at) FROM later first) AS since
        FROM later ORDER BY later.created_at DESC, later.id DESC LIMIT 1
    ) AS latest
    WHERE c.as_of BETWEEN p.period_from AND p.period_to AND c.created_at <= p.known_at AND latest.since > p.known_at
      AND latest.value IS DISTINCT FROM c.value
) corrected
ORDER BY corrected.happened_on DESC, corrected.title, corrected.about_id
LIMIT $3
