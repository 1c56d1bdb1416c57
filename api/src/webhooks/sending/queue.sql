-- $1 the organisation, $2 an address, $3 kinds of events, $4 after which number, $5 up to which, $6 how many at most. Queues
-- what happened, and says up to which number it was looked at.
WITH fresh AS (
    SELECT e.seq, e.id, e.kind
    FROM organisation_events e
    WHERE e.org_id = $1 AND e.kind = ANY ($3) AND e.seq > $4 AND e.seq <= $5
    ORDER BY e.seq
    LIMIT $6
), queued AS (
    INSERT INTO webhook_deliveries (org_id, id, webhook_id, event_seq, event_id, event_kind)
    SELECT $1, gen_random_uuid(), $2, f.seq, f.id, f.kind FROM fresh f
    ON CONFLICT DO NOTHING
)
UPDATE webhook_endpoints w
SET position = CASE WHEN (SELECT count(*) FROM fresh) < $6 THEN $5 ELSE (SELECT max(f.seq) FROM fresh f) END
WHERE w.org_id = $1 AND w.id = $2
RETURNING w.position
