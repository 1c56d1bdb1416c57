SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT i.id, m.occurs_on AS meeting, i.body, i.due_on, i.done_at, i.created_at
      FROM action_items i
      JOIN visible_meetings m ON m.org_id = i.org_id AND m.id = i.meeting_id AND m.relation = 'own'
      WHERE i.org_id = $1 AND $2 IN (i.owner_id, i.created_by)
      ORDER BY i.created_at DESC) part
