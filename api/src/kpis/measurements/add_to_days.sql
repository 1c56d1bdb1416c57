INSERT INTO kpi_days AS d (org_id, kpi_id, day, count, sum, least, most, last_whole, last_at, last_value, changed_at)
SELECT $1, new.kpi_id, new.day, count(*), sum(new.value::numeric), min(new.value), max(new.value), bool_or(new.whole_day),
       (array_agg(new.true_at ORDER BY new.whole_day DESC, new.true_at DESC))[1],
       (array_agg(new.value ORDER BY new.whole_day DESC, new.true_at DESC))[1], $7
FROM unnest($2::uuid[], $3::date[], $4::boolean[], $5::timestamptz[], $6::float8[])
    AS new (kpi_id, day, whole_day, true_at, value)
GROUP BY new.kpi_id, new.day
ON CONFLICT (org_id, kpi_id, day) DO UPDATE
SET count = d.count + excluded.count, sum = d.sum + excluded.sum,
    least = least(d.least, excluded.least), most = greatest(d.most, excluded.most),
    (last_whole, last_at, last_value) = (
        SELECT latest.whole, latest.at, latest.value
        FROM (VALUES (d.last_whole, d.last_at, d.last_value),
                     (excluded.last_whole, excluded.last_at, excluded.last_value)) AS latest (whole, at, value)
        WHERE latest.at IS NOT NULL
        ORDER BY latest.whole DESC, latest.at DESC LIMIT 1),
    changed_at = excluded.changed_at
