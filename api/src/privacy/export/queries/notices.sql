SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT n.id, n.kind, n.subject, n.about, n.created_at, n.read_at
      FROM notices n
      WHERE n.org_id = $1 AND n.person_id = $2
      ORDER BY n.created_at DESC) part
