-- Policies other than those that protect() makes are reviewed one by one.
SELECT format('%s.%s %s TO %s', p.polrelid::regclass, p.polname, p.polcmd,
              (SELECT string_agg(CASE WHEN role = 0 THEN 'PUBLIC' ELSE role::regrole::text END, ', ') FROM unnest(p.polroles) role)) AS text
FROM pg_policy p
WHERE NOT (p.polname = 'allow' AND p.polroles = ARRAY['pt_app'::regrole::oid, 'pt_jobs'::regrole::oid] AND p.polpermissive)
  AND NOT (p.polname = 'fence' AND NOT p.polpermissive)
  AND NOT (p.polname = 'closing' AND p.polroles = ARRAY['pt_closer'::regrole::oid]
           AND pg_get_expr(p.polqual, p.polrelid)
               = '(org_id = (NULLIF(current_setting(''app.org_id''::text, true), ''''::text))::uuid)')
  AND NOT (p.polname = 'backup' AND p.polroles = ARRAY['pt_backup'::regrole::oid] AND p.polcmd = 'r')
