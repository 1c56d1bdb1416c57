SELECT wanted.id AS kpi_id, p.starts_on, p.value
FROM unnest($2::uuid[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT starts_on, value FROM kpi_periods
    WHERE org_id = $1 AND kpi_id = wanted.id
    ORDER BY starts_on DESC LIMIT $3) p
ORDER BY wanted.id, p.starts_on
