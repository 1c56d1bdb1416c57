-- How much of each kind rules have deleted in each of the last twenty-four months of the organisation ($1), latest first.
SELECT date_trunc('month', d.day)::date AS month, d.kind, sum(d.number)::bigint AS number
FROM retention_deletions d
WHERE d.org_id = $1 AND d.day >= date_trunc('month', current_day()) - interval '23 months'
GROUP BY 1, 2
ORDER BY 1 DESC, 2
