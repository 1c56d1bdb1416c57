-- Of others an Admin is shown those that go on.
SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT t.id, t.name, t.scopes, t.networks, t.created_at, t.expires_at, t.last_used_at, t.last_address, t.revoked_at
      FROM api_tokens t
      WHERE t.org_id = $1 AND t.person_id = $2 AND t.grant_id IS NULL
        AND ($2 = current_person() OR (t.revoked_at IS NULL AND t.expires_at > now()))
      ORDER BY t.created_at DESC) part
