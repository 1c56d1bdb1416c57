-- What is wrong with the pages of tables, as amcheck finds.
WITH there AS MATERIALIZED (
    SELECT c.oid FROM pg_class c
    WHERE c.relkind IN ('r', 'm', 't') AND c.relpersistence <> 't'
      AND c.relam = (SELECT am.oid FROM pg_am am WHERE am.amname = 'heap')
)
SELECT format('%s, block %s: %s', there.oid::regclass, found.blkno, found.msg) AS said
FROM there CROSS JOIN LATERAL verify_heapam(there.oid, check_toast => true) found
LIMIT 5
