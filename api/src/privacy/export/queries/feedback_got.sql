SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT f.id, f.author_name AS by, f.question, f.body, f.purpose, f.created_at
      FROM visible_feedback f
      WHERE f.org_id = $1 AND f.subject_id = $2 AND f.author_id <> $2 AND f.kind <> 'note'
      ORDER BY f.created_at DESC) part
