INSERT INTO kpi_days AS d (org_id, kpi_id, day, count, sum, least, most, last_at, last_value, changed_at)
SELECT $1, new.kpi_id, new.day, count(*), sum(new.value::numeric), min(new.value), max(new.value), max(new.true_at),
       (array_agg(new.value ORDER BY new.true_at DESC))[1], clock_timestamp()
FROM unnest($2::uuid[], $3::date[], $4::timestamptz[], $5::float8[]) AS new (kpi_id, day, true_at, value)
GROUP BY new.kpi_id, new.day
ON CONFLICT (org_id, kpi_id, day) DO UPDATE
SET count = d.count + excluded.count, sum = d.sum + excluded.sum,
    least = least(d.least, excluded.least), most = greatest(d.most, excluded.most),
    last_value = CASE WHEN d.last_at > excluded.last_at THEN d.last_value ELSE excluded.last_value END,
    last_at = greatest(d.last_at, excluded.last_at),
    changed_at = excluded.changed_at
