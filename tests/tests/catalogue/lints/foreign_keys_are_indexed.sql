-- Deleting or changing the other side of a foreign key looks for rows that point at it.
SELECT format('%s.%s', k.conrelid::regclass, k.conname) AS text
FROM pg_constraint k
JOIN listed l ON to_regclass(format('public.%I', l.name)) = k.conrelid AND l.kind = 'tenant'
WHERE k.contype = 'f' AND k.confrelid <> 'organisations'::regclass AND k.confdeltype = 'c'
  AND NOT EXISTS (
    SELECT FROM pg_index i
    WHERE i.indrelid = k.conrelid AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
