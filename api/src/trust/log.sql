SELECT h.seq AS events, h.linked_since, coalesce(e.hash = h.hash, h.seq = 0) AS whole, e.at AS last_at
FROM audit_heads h
LEFT JOIN audit_events e ON e.org_id = h.org_id AND e.seq = h.seq
WHERE h.org_id = $1
