-- Every index that is in order and leads to every row of its table. amcheck ends the statement at the first that doesn't.
WITH there AS MATERIALIZED (
    SELECT c.oid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relkind = 'i' AND i.indisvalid AND i.indisready AND i.indislive AND c.relpersistence <> 't'
      AND c.relam = (SELECT am.oid FROM pg_am am WHERE am.amname = 'btree')
)
SELECT there.oid::regclass::text AS said
FROM there CROSS JOIN LATERAL bt_index_check(there.oid, true) looked
