SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT e.id, e.at, e.kind, e.address
      FROM audit_events e
      WHERE e.org_id = $1 AND e.actor_id = $2 AND e.resource_kind = 'accounts'
      ORDER BY e.seq DESC) part
