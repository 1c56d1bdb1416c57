-- Of others an Admin is shown those that go on.
SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT s.id, s.device, s.address, s.last_address, s.created_at, s.last_seen_at, s.expires_at, s.revoked_at
      FROM sessions s
      WHERE s.org_id = $1 AND s.person_id = $2
        AND ($2 = current_person() OR (s.revoked_at IS NULL AND s.expires_at > now()))
      ORDER BY s.created_at DESC) part
