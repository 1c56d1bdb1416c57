-- No sub-query in a policy: slow per row, and refused by distributed databases.
SELECT format('%s.%s', polrelid::regclass, polname) AS text
FROM pg_policy
WHERE concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) ~* '\mselect\M'
