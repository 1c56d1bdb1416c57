-- $1 names of columns.
SELECT format('%s.%s', c.relname, a.attname) AS name
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND lower(a.attname::text) = ANY ($1)
ORDER BY 1
