-- $1 the organisation, $2 the address, $3 kinds of events, $4 since when, $5 how many at most. Queues what happened since
-- then and has neither arrived nor waits, as far as that is known still, oldest first. Gives how many.
WITH missing AS (
    SELECT e.seq, e.id, e.kind
    FROM organisation_events e
    WHERE e.org_id = $1 AND e.kind = ANY ($3) AND e.at >= $4
      AND NOT EXISTS (SELECT FROM webhook_deliveries d
                      WHERE d.org_id = e.org_id AND d.webhook_id = $2 AND d.event_seq = e.seq
                        AND d.state IN ('waiting', 'delivered'))
    ORDER BY e.seq
    LIMIT $5
)
INSERT INTO webhook_deliveries AS d (org_id, id, webhook_id, event_seq, event_id, event_kind)
SELECT $1, gen_random_uuid(), $2, m.seq, m.id, m.kind FROM missing m
ON CONFLICT (org_id, webhook_id, event_seq) DO UPDATE
SET state = 'waiting', tries = 0, due_at = now(), done_at = NULL
