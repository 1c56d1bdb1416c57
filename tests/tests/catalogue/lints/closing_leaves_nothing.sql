-- An organisation that closes leaves no row behind: whatever carries its id is under a fence, by which tables are found,
-- and pt_closer may delete from it what the entered organisation has.
SELECT c.relname::text AS text
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND NOT (c.relforcerowsecurity
           AND has_table_privilege('pt_closer', c.oid, 'DELETE')
           AND has_column_privilege('pt_closer', c.oid, 'org_id', 'SELECT')
           AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'closing' AND p.polpermissive)
           AND NOT EXISTS (SELECT FROM pg_policy p
                           WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polroles @> ARRAY['pt_closer'::regrole::oid]))
