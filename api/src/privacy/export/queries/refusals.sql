SELECT concat_ws('/', part.operation, part.day) AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT r.operation, r.day, r.times, r.last_at
      FROM refusals r
      WHERE r.org_id = $1 AND r.person_id = $2
      ORDER BY r.last_at DESC) part
