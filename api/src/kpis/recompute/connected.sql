WITH RECURSIVE above AS (
    SELECT unnest($2::uuid[]) AS id
    UNION
    SELECT i.kpi_id FROM above a JOIN kpi_inputs i ON i.org_id = $1 AND i.input_id = a.id
), below AS (
    SELECT unnest($3::uuid[]) AS id
    UNION
    SELECT i.input_id FROM below b JOIN kpi_inputs i ON i.org_id = $1 AND i.kpi_id = b.id
)
SELECT id FROM above UNION SELECT id FROM below
