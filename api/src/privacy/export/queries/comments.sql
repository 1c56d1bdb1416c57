SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT c.id, o.title AS objective, c.body, c.created_at
      FROM objective_comments c
      JOIN visible_objectives o ON o.org_id = c.org_id AND o.id = c.objective_id
      WHERE c.org_id = $1 AND c.author_id = $2
      ORDER BY c.created_at DESC) part
