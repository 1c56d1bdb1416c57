SELECT concat_ws('/', part.subject, part.about) AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT o.subject, o.about, o.first_at, o.last_at
      FROM openings o
      WHERE o.org_id = $1 AND o.person_id = $2
      ORDER BY o.last_at DESC) part
