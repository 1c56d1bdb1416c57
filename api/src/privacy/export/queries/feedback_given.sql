SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT f.id, f.subject_name AS about, f.question, f.body, f.purpose, f.to_person, f.to_manager, f.to_chain,
             f.to_later, f.created_at, f.updated_at
      FROM visible_feedback f
      WHERE f.org_id = $1 AND f.author_id = $2 AND f.kind <> 'note'
      ORDER BY f.created_at DESC) part
