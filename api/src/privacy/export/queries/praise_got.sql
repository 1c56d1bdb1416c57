SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT p.id, p.author_name AS by, p.body, p.created_at
      FROM praise_recipients r
      JOIN visible_praise p ON p.org_id = r.org_id AND p.id = r.praise_id
      WHERE r.org_id = $1 AND r.person_id = $2 AND p.taken_down_at IS NULL
      ORDER BY p.created_at DESC) part
