-- Takes as many of the organisation's numbers under lock as there are events, and writes these in their order: no gaps,
-- no doubles. For each of thousands to take its own would mean as many versions of one row in one transaction.
WITH head AS (
    UPDATE audit_heads SET seq = seq + cardinality($6) WHERE org_id = $1 RETURNING seq - cardinality($6) AS taken
)
INSERT INTO audit_events
    (org_id, seq, id, actor_id, session_id, kind, resource_kind, resource_id, before, after, address, request_id)
SELECT $1, head.taken + event.place, event.id, $2, $3, event.kind, event.resource_kind, event.resource_id, event.before,
       event.after, $4, $5
FROM head, unnest($6, $7, $8, $9, $10, $11) WITH ORDINALITY
    AS event (id, kind, resource_kind, resource_id, before, after, place)
