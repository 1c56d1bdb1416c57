-- What somebody entered by hand. What they brought in a file is the organisation's numbers.
SELECT concat_ws('/', part.kpi_id, part.true_at, part.whole_day, part.revision) AS key,
       jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT m.kpi_id, k.name AS kpi, m.true_at, m.whole_day, m.revision, m.value, with_names(m.comment) AS comment, m.known_at
      FROM kpi_measurements m
      JOIN visible_kpis k ON k.org_id = m.org_id AND k.id = m.kpi_id
      WHERE m.org_id = $1 AND m.author_id = $2 AND m.source = 'hand'
      ORDER BY m.known_at DESC) part
