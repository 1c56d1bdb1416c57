SELECT starts_on AS day, NULL::timestamptz AS at, value, '' AS comment, 'formula' AS source, '' AS author
FROM kpi_periods
WHERE org_id = $1 AND kpi_id = $2 AND starts_on BETWEEN $3 AND $4 AND value IS NOT NULL
ORDER BY starts_on
LIMIT $5
