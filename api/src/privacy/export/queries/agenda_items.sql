-- What is said in a meeting is the two's, and nobody else's to read.
SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT i.id, m.occurs_on AS meeting, i.body, i.done_at, i.created_at
      FROM agenda_items i
      JOIN visible_meetings m ON m.org_id = i.org_id AND m.id = i.meeting_id AND m.relation = 'own'
      WHERE i.org_id = $1 AND i.author_id = $2
      ORDER BY i.created_at DESC) part
