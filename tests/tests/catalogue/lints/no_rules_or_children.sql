-- No rules, no inheritance, no small sequences.
SELECT format('rule %s on %s', rulename, tablename) AS text FROM pg_rules WHERE schemaname = 'public'
UNION ALL
SELECT format('%s inherits', inhrelid::regclass) FROM pg_inherits WHERE inhrelid::regclass::text NOT LIKE 'pg_%' AND inhrelid IN (SELECT oid FROM pg_class WHERE relkind IN ('r', 'p'))
UNION ALL
SELECT format('sequence %s', sequencename) FROM pg_sequences WHERE schemaname = 'public' AND data_type::text <> 'bigint'
