UPDATE key_results k
SET status_from = ARRAY(SELECT day::date FROM jsonb_array_elements_text(new.steps -> 'from') WITH ORDINALITY AS e (day, place) ORDER BY place),
    status_then = ARRAY(SELECT status FROM jsonb_array_elements_text(new.steps -> 'then') WITH ORDINALITY AS e (status, place) ORDER BY place)
FROM unnest($2::uuid[], $3::jsonb[]) AS new (id, steps)
WHERE k.org_id = $1 AND k.id = new.id
