-- How goals stood on days that have passed: by the check-ins they had then, as a share of how far they are now, or ended.
WITH held AS (
    SELECT o.* FROM objectives o
    WHERE o.org_id = current_org() AND o.state NOT IN ('draft', 'proposed') AND o.starts_on < current_day()
), days AS (
    SELECT h.id, h.starts_on AS day FROM held h
    UNION
    SELECT h.id, c.as_of
    FROM held h
    JOIN key_results k ON k.org_id = h.org_id AND k.objective_id = h.id
    JOIN check_ins c ON c.org_id = k.org_id AND c.key_result_id = k.id
    WHERE c.as_of > h.starts_on AND c.as_of < current_day()
), stood AS (
    SELECT d.id, d.day,
           avg(coalesce((latest.value - k.start_value) / nullif(k.target_value - k.start_value, 0), 0)) AS way,
           avg(coalesce((k.value - k.start_value) / nullif(k.target_value - k.start_value, 0), 0)) AS so_far,
           max(CASE latest.status WHEN 'off_track' THEN 3 WHEN 'at_risk' THEN 2 WHEN 'on_track' THEN 1 ELSE 0 END) AS worst
    FROM days d
    LEFT JOIN key_results k ON k.org_id = current_org() AND k.objective_id = d.id
    LEFT JOIN LATERAL (
        SELECT c.value, c.status FROM check_ins c
        WHERE c.org_id = k.org_id AND c.key_result_id = k.id AND c.as_of <= d.day
        ORDER BY c.as_of DESC, c.id DESC LIMIT 1) latest ON true
    GROUP BY d.id, d.day
)
INSERT INTO objective_versions (org_id, objective_id, known_at, parent_id, state, progress, status_from, status_then)
SELECT h.org_id, h.id, (s.day + time '15:30') AT TIME ZONE 'UTC', h.parent_id,
       CASE WHEN h.closed_at IS NULL THEN h.state ELSE 'active' END,
       h.progress * coalesce(greatest(0, least(1, s.way / nullif(s.so_far, 0))), 0), ARRAY[date '0001-01-01'],
       ARRAY[CASE s.worst WHEN 3 THEN 'off_track' WHEN 2 THEN 'at_risk' WHEN 1 THEN 'on_track' ELSE 'not_started' END]
FROM held h JOIN stood s ON s.id = h.id
UNION ALL
SELECT h.org_id, h.id, h.closed_at, h.parent_id, h.state, h.progress, h.status_from, h.status_then
FROM held h WHERE h.closed_at IS NOT NULL
