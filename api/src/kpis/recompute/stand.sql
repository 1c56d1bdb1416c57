UPDATE kpis k
SET value = new.value, value_on = new.value_on, alerted = new.alerted, settles_on = new.settles_on,
    state_from = ARRAY(SELECT day::date FROM jsonb_array_elements_text(new.steps -> 'from') WITH ORDINALITY AS e (day, place) ORDER BY place),
    state_then = ARRAY(SELECT state FROM jsonb_array_elements_text(new.steps -> 'then') WITH ORDINALITY AS e (state, place) ORDER BY place)
FROM unnest($2::uuid[], $3::float8[], $4::date[], $5::text[], $6::jsonb[], $7::date[])
    AS new (id, value, value_on, alerted, steps, settles_on)
WHERE k.org_id = $1 AND k.id = new.id
