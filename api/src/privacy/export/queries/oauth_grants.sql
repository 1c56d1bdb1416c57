-- Of others an Admin is shown those that go on.
SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT g.id, a.name AS app, g.scopes, g.created_at, g.refreshed_at, g.revoked_at
      FROM oauth_grants g
      JOIN oauth_apps a ON a.org_id = g.org_id AND a.id = g.app_id
      WHERE g.org_id = $1 AND g.person_id = $2 AND g.begun_at IS NOT NULL
        AND ($2 = current_person() OR g.revoked_at IS NULL)
      ORDER BY g.created_at DESC) part
