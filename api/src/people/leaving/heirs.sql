-- Of each of these people the nearest above who is there to take care. Who has none is the Admins' to care for.
SELECT DISTINCT ON (c.report_id) c.report_id AS person, p.id AS heir, p.name
FROM reporting_closure c
JOIN people p ON p.org_id = c.org_id AND p.id = c.manager_id AND p.status = 'active' AND p.role IN ('manager', 'admin')
WHERE c.org_id = $1 AND c.report_id = ANY ($2)
ORDER BY c.report_id, c.depth
