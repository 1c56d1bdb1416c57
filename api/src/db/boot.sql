-- What is wrong with the database as the current role finds it; nothing, when it is safe to serve from.
SELECT format('%I is a superuser or may bypass row-level security', rolname) AS fault
FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)
UNION ALL
SELECT format('%I may create roles or databases', rolname)
FROM pg_roles WHERE rolname = current_user AND (rolcreaterole OR rolcreatedb)
UNION ALL
SELECT DISTINCT format('%I owns tables, or belongs to %I, who does', current_user, owner.rolname)
FROM pg_class c JOIN pg_roles owner ON owner.oid = c.relowner
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
  AND pg_has_role(current_user, c.relowner, 'MEMBER')
UNION ALL
SELECT format('%I may create things in the schema public: run `perftrack migrate`', current_user)
WHERE has_schema_privilege(current_user, 'public', 'CREATE')
UNION ALL
-- A fence is what protect() makes: for both roles that work with the table, whatever they do, the entered
-- organisation's rows alone. A restrictive policy that says anything else is none.
SELECT format('table %I is not fenced by organisation', c.relname)
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped)
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity
           AND EXISTS (SELECT FROM pg_policy p
                       WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd = '*'
                         AND p.polroles @> ARRAY[to_regrole('pt_app')::oid, to_regrole('pt_jobs')::oid]
                         AND pg_get_expr(p.polwithcheck, c.oid) = pg_get_expr(p.polqual, c.oid)
                         AND pg_get_expr(p.polqual, c.oid)
                             = '(org_id = (NULLIF(current_setting(''app.org_id''::text, true), ''''::text))::uuid)'))
UNION ALL
SELECT 'the schema is missing: run `perftrack migrate`' WHERE to_regclass('public.organisations') IS NULL
