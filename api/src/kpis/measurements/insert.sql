INSERT INTO kpi_measurements
    (org_id, kpi_id, whole_day, true_at, revision, true_on, value, comment, source, author_id, known_at)
SELECT $1, new.kpi_id, new.whole_day, new.true_at, new.revision, new.true_on, new.value, new.comment, $9, $10,
       $11
FROM unnest($2::uuid[], $3::boolean[], $4::timestamptz[], $5::integer[], $6::date[], $7::float8[], $8::text[])
    AS new (kpi_id, whole_day, true_at, revision, true_on, value, comment)
