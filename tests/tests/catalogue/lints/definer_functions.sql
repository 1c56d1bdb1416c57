-- Functions that run as their owner are reviewed one by one, pin their search_path, never run as a
-- role that owns tables, and aren't everybody's to call.
SELECT format('%s as %s%s%s', p.proname, p.proowner::regrole,
              CASE WHEN NOT coalesce(p.proconfig, '{}')::text LIKE '%search_path=pg_catalog%' THEN ', open search_path' END,
              CASE WHEN p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) WHERE grantee = 0) THEN ', callable by all' END) AS text
FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
