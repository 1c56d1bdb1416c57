UPDATE objectives o
SET progress = new.progress, computation = new.computation,
    status_from = ARRAY(SELECT day::date FROM jsonb_array_elements_text(new.steps -> 'from') WITH ORDINALITY AS e (day, place) ORDER BY place),
    status_then = ARRAY(SELECT status FROM jsonb_array_elements_text(new.steps -> 'then') WITH ORDINALITY AS e (status, place) ORDER BY place)
FROM unnest($2::uuid[], $3::float8[], $4::jsonb[], $5::jsonb[]) AS new (id, progress, computation, steps)
WHERE o.org_id = $1 AND o.id = new.id
