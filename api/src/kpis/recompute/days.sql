SELECT d.kpi_id, d.day, d.count, d.sum::float8 AS sum, d.least, d.most, d.last_value AS last
FROM unnest($2::uuid[], $3::date[], $4::date[]) AS wanted (kpi_id, first, last)
JOIN kpi_days d ON d.org_id = $1 AND d.kpi_id = wanted.kpi_id AND d.day BETWEEN wanted.first AND wanted.last
WHERE d.count > 0
ORDER BY d.kpi_id, d.day
