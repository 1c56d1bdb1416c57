INSERT INTO kpi_days AS d (org_id, kpi_id, day, count, sum, least, most, last_whole, last_at, last_value, changed_at)
SELECT $1, wanted.kpi_id, wanted.day, now_is.count, now_is.sum, now_is.least, now_is.most,
       coalesce(now_is.last_whole, false), now_is.last_at, now_is.last_value, $4
FROM unnest($2::uuid[], $3::date[]) AS wanted (kpi_id, day)
CROSS JOIN LATERAL (
    SELECT count(value) AS count, coalesce(sum(value::numeric), 0) AS sum, min(value) AS least, max(value) AS most,
           bool_or(whole_day) FILTER (WHERE value IS NOT NULL) AS last_whole,
           (array_agg(true_at ORDER BY whole_day DESC, true_at DESC) FILTER (WHERE value IS NOT NULL))[1] AS last_at,
           (array_agg(value ORDER BY whole_day DESC, true_at DESC) FILTER (WHERE value IS NOT NULL))[1] AS last_value
    FROM (SELECT DISTINCT ON (m.true_at, m.whole_day) m.true_at, m.whole_day, m.value
          FROM kpi_measurements m
          WHERE m.org_id = $1 AND m.kpi_id = wanted.kpi_id AND m.true_on = wanted.day
          ORDER BY m.true_at, m.whole_day, m.revision DESC) stands) now_is
ON CONFLICT (org_id, kpi_id, day) DO UPDATE
SET count = excluded.count, sum = excluded.sum, least = excluded.least, most = excluded.most,
    last_whole = excluded.last_whole, last_at = excluded.last_at, last_value = excluded.last_value, changed_at = excluded.changed_at
