-- A foreign key between tenant tables carries org_id in the same, first place on both sides: checks of
-- foreign keys ignore row-level security, so without it one could point at another organisation's row.
SELECT format('%s.%s', k.conrelid::regclass, k.conname) AS text
FROM pg_constraint k
JOIN pg_attribute source ON source.attrelid = k.conrelid AND source.attname = 'org_id'
JOIN pg_attribute target ON target.attrelid = k.confrelid AND target.attname = 'org_id'
WHERE k.contype = 'f' AND (k.conkey[1] <> source.attnum OR k.confkey[1] <> target.attnum)
