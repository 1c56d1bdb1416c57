-- Keeps what days were, where that was so when an earlier day of the organisation's ended: anybody may ask for it. Gives the
-- moment from which they are something else: not the beginning of the transaction, since whoever waited for the lock
-- knows it later than who held it.
WITH moment AS MATERIALIZED (SELECT clock_timestamp() AS at),
kept AS (
    INSERT INTO kpi_past_days (org_id, kpi_id, day, changed_at, count, sum, least, most, last_value)
    SELECT d.org_id, d.kpi_id, d.day, d.changed_at, d.count, d.sum, d.least, d.most, d.last_value
    FROM unnest($2::uuid[], $3::date[]) AS touched (kpi_id, day)
    JOIN kpi_days d ON d.org_id = $1 AND d.kpi_id = touched.kpi_id AND d.day = touched.day
    JOIN organisations o ON o.org_id = $1
    CROSS JOIN moment
    WHERE (d.changed_at AT TIME ZONE o.time_zone)::date < (moment.at AT TIME ZONE o.time_zone)::date
)
SELECT at FROM moment
