WITH RECURSIVE renewed AS (
    SELECT unnest($2::uuid[]) AS id
    UNION
    SELECT i.kpi_id FROM renewed r JOIN kpi_inputs i ON $3 AND i.org_id = $1 AND i.input_id = r.id
), below AS (
    SELECT id FROM renewed
    UNION
    SELECT i.input_id FROM below b JOIN kpi_inputs i ON i.org_id = $1 AND i.kpi_id = b.id
)
SELECT k.id, k.owner_id, k.kind, k.frequency, k.aggregation, k.direction, k.target_value, k.low_value, k.high_value, k.watch_value,
       k.unhealthy_value, k.hard_value, k.formula, k.missing, k.alerted,
       EXISTS (SELECT FROM renewed r WHERE r.id = k.id) AS renewed
FROM below b JOIN kpis k ON k.org_id = $1 AND k.id = b.id
