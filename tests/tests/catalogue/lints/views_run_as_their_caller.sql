-- A view runs as its owner unless it says otherwise; a materialised one always does.
SELECT c.relname::text AS text
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace
  AND (c.relkind = 'm' OR (c.relkind = 'v' AND NOT coalesce(c.reloptions, '{}') @> ARRAY['security_invoker=true']))
