SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT r.id, r.subject_name AS about, r.question, r.purpose, r.due_on, r.closed_at, r.created_at
      FROM visible_feedback_requests r
      WHERE r.org_id = $1 AND r.asker_id = $2
      ORDER BY r.created_at DESC) part
