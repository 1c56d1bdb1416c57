-- Tables that belong to no organisation don't point at an organisation's.
SELECT format('%s.%s', k.conrelid::regclass, k.conname) AS text
FROM pg_constraint k
JOIN listed source ON to_regclass(format('public.%I', source.name)) = k.conrelid AND source.kind <> 'tenant'
JOIN listed target ON to_regclass(format('public.%I', target.name)) = k.confrelid AND target.kind = 'tenant'
WHERE k.contype = 'f'
