INSERT INTO kpi_periods (org_id, kpi_id, starts_on, value, reason, inputs)
SELECT $1, new.kpi_id, new.starts_on, new.value, new.reason, new.inputs
FROM unnest($2::uuid[], $3::date[], $4::float8[], $5::text[], $6::jsonb[]) AS new (kpi_id, starts_on, value, reason, inputs)
ON CONFLICT (org_id, kpi_id, starts_on)
DO UPDATE SET value = excluded.value, reason = excluded.reason, inputs = excluded.inputs
