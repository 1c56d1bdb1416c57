WITH head AS (
    UPDATE audit_heads SET seq = seq + 1 WHERE org_id = $1 RETURNING seq
)
INSERT INTO audit_events
    (org_id, seq, id, actor_id, session_id, kind, resource_kind, resource_id, before, after, address, request_id)
SELECT $1, head.seq, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM head
