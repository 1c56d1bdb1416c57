SELECT m.kpi_id, m.true_at, m.whole_day, m.revision, m.value, m.true_on
FROM (SELECT DISTINCT kpi_id, true_at, whole_day
      FROM unnest($2::uuid[], $3::timestamptz[], $4::boolean[]) AS said (kpi_id, true_at, whole_day)) said
CROSS JOIN LATERAL (
    SELECT * FROM kpi_measurements all_of
    WHERE all_of.org_id = $1 AND all_of.kpi_id = said.kpi_id AND all_of.true_at = said.true_at
      AND all_of.whole_day = said.whole_day
    ORDER BY all_of.revision DESC LIMIT 1) m
