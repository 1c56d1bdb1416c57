WITH ended AS (
    UPDATE sessions s SET revoked_at = now()
    FROM organisations o
    WHERE s.account_id = $1 AND s.id = $2 AND s.revoked_at IS NULL AND o.org_id = s.org_id
      AND s.expires_at - make_interval(mins => 10080 - o.session_minutes) > now()
      AND s.last_seen_at + make_interval(mins => o.idle_minutes) > now()
    RETURNING s.account_id, s.expires_at, s.methods, s.authenticated_at
)
INSERT INTO sessions (org_id, id, account_id, person_id, expires_at, device, address, methods, authenticated_at)
SELECT $3, $4, account_id, $5, expires_at, $6, $7, methods, CASE WHEN $8 THEN now() ELSE authenticated_at END
FROM ended
RETURNING expires_at
