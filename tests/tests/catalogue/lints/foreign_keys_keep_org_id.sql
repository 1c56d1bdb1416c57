-- Nothing sets an org_id to null or anything else behind our back.
SELECT format('%s.%s', conrelid::regclass, conname) AS text
FROM pg_constraint
WHERE contype = 'f' AND connamespace = 'public'::regnamespace
  AND (confdeltype IN ('n', 'd') OR confupdtype <> 'a')
