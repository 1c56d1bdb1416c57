-- Every organisation, and where its chain ends; without a head if it has lost that.
SELECT o.org_id, h.seq, h.hash
FROM organisations o
LEFT JOIN audit_heads h ON h.org_id = o.org_id
ORDER BY o.org_id
