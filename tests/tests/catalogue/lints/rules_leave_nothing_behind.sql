-- What a retention rule deletes has nothing pointing at it that stays (or the whole morning fails): a table that does goes with
-- it, or is deleted by delete_kept as well, which finds its rows.
WITH body AS (
    SELECT p.prosrc AS text FROM pg_proc p WHERE p.oid = 'delete_kept'::regproc
), deleted AS (
    SELECT c.oid, c.relname
    FROM pg_class c, body
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND body.text ~ format('DELETE FROM public\.%s\M', c.relname)
)
SELECT format('%s of %s', k.conname, k.conrelid::regclass) AS text
FROM pg_constraint k
JOIN deleted d ON d.oid = k.confrelid
WHERE k.contype = 'f' AND k.confdeltype IN ('a', 'r') AND k.conrelid NOT IN (SELECT oid FROM deleted)
