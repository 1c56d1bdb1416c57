-- Indexes of tables with org_id lead with it: for speed under row-level security, and because a unique
-- one that doesn't would tell an organisation about another's values.
SELECT format('%s%s', i.indexrelid::regclass, CASE WHEN i.indisunique THEN ' (unique)' END) AS text
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id'
WHERE i.indkey[0] <> a.attnum
