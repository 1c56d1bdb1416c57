-- Row-level security is enabled, forced, and fenced for every runtime role that may touch the table.
SELECT c.relname::text AS text
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
    SELECT FROM pg_policy p
    WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd = '*'
      AND p.polroles @> ARRAY['pt_app'::regrole::oid, 'pt_jobs'::regrole::oid]
      AND pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)
      AND pg_get_expr(p.polqual, p.polrelid)
          = '(org_id = (NULLIF(current_setting(''app.org_id''::text, true), ''''::text))::uuid)'))
