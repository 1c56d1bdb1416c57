WITH RECURSIVE wanted AS (
    -- Whatever these are computed from gets one reader more as well.
    SELECT unnest($2::uuid[]) AS id
    UNION
    SELECT i.input_id FROM wanted w JOIN kpi_inputs i ON i.org_id = $1 AND i.kpi_id = w.id
), above AS (
    SELECT w.id AS root, i.kpi_id AS reader FROM wanted w JOIN kpi_inputs i ON i.org_id = $1 AND i.input_id = w.id
    UNION
    SELECT a.root, i.kpi_id FROM above a JOIN kpi_inputs i ON i.org_id = $1 AND i.input_id = a.reader
)
SELECT coalesce(max(readers), 0) AS count FROM (SELECT count(*) AS readers FROM above GROUP BY root) each
