-- What pt_auth may do is reviewed grant by grant: it works before an organisation is known.
SELECT format('%s %s', privilege_type, table_name) AS text
FROM information_schema.role_table_grants
WHERE table_schema = 'public' AND grantee = 'pt_auth'
