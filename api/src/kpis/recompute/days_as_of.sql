SELECT d.kpi_id, d.day, known.count, known.sum::float8 AS sum, known.least, known.most, known.last_value AS last
FROM unnest($2::uuid[], $3::date[], $4::date[]) AS wanted (kpi_id, first, last)
JOIN kpi_days d ON d.org_id = $1 AND d.kpi_id = wanted.kpi_id AND d.day BETWEEN wanted.first AND wanted.last
CROSS JOIN LATERAL (
    SELECT d.count, d.sum, d.least, d.most, d.last_value WHERE d.changed_at <= $5
    UNION ALL
    -- One look into the index for each day that has changed since, whatever was measured on it.
    (SELECT p.count, p.sum, p.least, p.most, p.last_value
     FROM kpi_past_days p
     WHERE d.changed_at > $5 AND p.org_id = $1 AND p.kpi_id = d.kpi_id AND p.day = d.day AND p.changed_at <= $5
     ORDER BY p.changed_at DESC LIMIT 1)
) AS known
WHERE known.count > 0
ORDER BY d.kpi_id, d.day
