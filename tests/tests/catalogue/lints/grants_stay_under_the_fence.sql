-- TRUNCATE, REFERENCES and TRIGGER go round row-level security: nobody but the owner has them. PUBLIC
-- has nothing, the backup reads only, and whoever closes an organisation deletes only.
SELECT format('%s %s ON %s', grantee, privilege_type, table_name) AS text
FROM information_schema.role_table_grants
WHERE table_schema = 'public' AND grantee <> 'pt_owner'
  AND (privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')
       OR grantee = 'PUBLIC'
       OR (grantee = 'pt_backup' AND privilege_type <> 'SELECT')
       OR (grantee = 'pt_closer' AND privilege_type <> 'DELETE')
       OR grantee NOT IN ('pt_app', 'pt_auth', 'pt_jobs', 'pt_backup', 'pt_closer'))
