SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT r.id, r.cycle_name AS cycle, r.subject_name AS about, r.side, r.state, r.answers, r.submitted_at
      FROM visible_reviews r
      WHERE r.org_id = $1 AND r.author_id = $2
      ORDER BY r.due_on DESC) part
