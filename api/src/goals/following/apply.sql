UPDATE key_results k
SET value = new.value, progress = new.progress, last_on = new.last_on, last_status = new.last_status, version = k.version + 1
FROM unnest($2::uuid[], $3::float8[], $4::float8[], $5::date[], $6::text[])
    AS new (id, value, progress, last_on, last_status)
WHERE k.org_id = $1 AND k.id = new.id
