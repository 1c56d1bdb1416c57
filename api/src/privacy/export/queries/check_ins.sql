SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT c.id, o.title AS objective, k.title AS key_result, c.as_of, c.value, c.status, c.confidence, c.comment,
             c.blocker_kind, c.blocker_next_step, c.links, c.created_at
      FROM check_ins c
      JOIN key_results k ON k.org_id = c.org_id AND k.id = c.key_result_id
      JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
      WHERE c.org_id = $1 AND c.author_id = $2
      ORDER BY c.created_at DESC) part
