WITH there AS (
    SELECT d.*
    FROM unnest($2::uuid[], $3::date[], $4::date[]) AS wanted (kpi_id, first, last)
    JOIN kpi_days d ON d.org_id = $1 AND d.kpi_id = wanted.kpi_id AND d.day BETWEEN wanted.first AND wanted.last
)
SELECT d.kpi_id, d.day, d.count, d.sum::float8 AS sum, d.least, d.most, d.last_value AS last
FROM there d WHERE d.changed_at <= $5 AND d.count > 0
UNION ALL
SELECT d.kpi_id, d.day, past.count, past.sum::float8, past.least, past.most, past.last
FROM there d
CROSS JOIN LATERAL (
    SELECT count(value) AS count, sum(value::numeric) AS sum, min(value) AS least, max(value) AS most,
           (array_agg(value ORDER BY true_at DESC) FILTER (WHERE value IS NOT NULL))[1] AS last
    FROM (SELECT DISTINCT ON (m.true_at, m.whole_day) m.true_at, m.value
          FROM kpi_measurements m
          WHERE m.org_id = $1 AND m.kpi_id = d.kpi_id AND m.true_on = d.day AND m.known_at <= $5
          ORDER BY m.true_at, m.whole_day, m.revision DESC) stood) AS past
WHERE d.changed_at > $5 AND past.count > 0
ORDER BY kpi_id, day
