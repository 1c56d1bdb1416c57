-- A backup that leaves a table out is none.
SELECT l.name AS text FROM listed l
WHERE l.kind <> 'local' AND NOT has_table_privilege('pt_backup', format('public.%I', l.name), 'SELECT')
