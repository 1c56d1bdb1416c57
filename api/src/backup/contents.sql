-- Every table with how many rows it has and what is in them, whatever their order: the sum of the rows' hashes. Names of
-- tables can't be parameters, so each is asked by a query of its own.
SELECT c.relname::text AS name,
       (xpath('/row/rows/text()', counted.answer))[1]::text::bigint AS rows,
       (xpath('/row/digest/text()', counted.answer))[1]::text AS digest
FROM pg_class c
CROSS JOIN LATERAL (
    SELECT query_to_xml(format(
        'SELECT count(*) AS rows, coalesce(sum(hashtextextended(whole_row::text, 0)::numeric), 0) AS digest '
        'FROM public.%I AS whole_row', c.relname), false, true, '') AS answer
) counted
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname
