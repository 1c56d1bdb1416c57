-- $1 the organisation, $2 one address, or all of them.
SELECT w.id, w.url, w.description, w.types, w.state, w.trouble, w.failing_since, w.delivered_at, w.shown_at,
       CASE WHEN w.old_secret_until > now() THEN w.old_secret_until END AS old_secret_until,
       w.created_by AS made_by, p.name::text AS made_by_name, w.created_at, w.version,
       coalesce(sent.waiting, 0) AS waiting, coalesce(sent.failed, 0) AS failed
FROM webhook_endpoints w
JOIN people p ON p.org_id = w.org_id AND p.id = w.created_by
LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE d.state = 'waiting') AS waiting, count(*) FILTER (WHERE d.state = 'failed') AS failed
    FROM webhook_deliveries d
    WHERE d.org_id = w.org_id AND d.webhook_id = w.id AND d.state IN ('waiting', 'failed')
) sent ON true
WHERE w.org_id = $1 AND ($2 IS NULL OR w.id = $2)
ORDER BY w.created_at, w.id
