-- Why a dump by the current role would leave something out; nothing, when it sees everything. pg_dump itself says
-- nothing of rows that a policy hides.
SELECT format('%I may not read %I', current_user, c.relname) AS fault
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'S')
  AND NOT CASE c.relkind WHEN 'S' THEN has_sequence_privilege(c.oid, 'SELECT') ELSE has_table_privilege(c.oid, 'SELECT') END
UNION ALL
SELECT format('row-level security may hide rows of %I from %I', c.relname, current_user)
FROM pg_class c
CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(p.polpermissive AND pg_get_expr(p.polqual, c.oid) = 'true'), false) AS shows_all,
           coalesce(bool_or(NOT p.polpermissive), false) AS fences
    FROM pg_policy p
    WHERE p.polrelid = c.oid AND p.polcmd IN ('r', '*')
      AND EXISTS (SELECT FROM unnest(p.polroles) role
                  WHERE CASE WHEN role = 0 THEN true ELSE pg_has_role(role, 'USAGE') END)
) policies
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND row_security_active(c.oid)
  AND (policies.fences OR NOT policies.shows_all)
UNION ALL
SELECT 'the schema is missing' WHERE to_regclass('public.organisations') IS NULL
