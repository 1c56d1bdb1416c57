WITH RECURSIVE below AS (
    SELECT unnest($2::uuid[]) AS id
    UNION
    SELECT i.input_id FROM below b JOIN kpi_inputs i ON i.org_id = $1 AND i.kpi_id = b.id
)
SELECT b.id, i.input_id FROM below b LEFT JOIN kpi_inputs i ON i.org_id = $1 AND i.kpi_id = b.id
