-- What the runtime role may do with tables of no organisation.
SELECT format('%s %s', g.privilege_type, g.table_name) AS text
FROM information_schema.role_table_grants g JOIN listed l ON l.name = g.table_name
WHERE g.table_schema = 'public' AND l.kind <> 'tenant' AND g.grantee = 'pt_app'
