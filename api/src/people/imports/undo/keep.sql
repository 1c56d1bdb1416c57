INSERT INTO people_import_entries (org_id, import_id, person_id, before, after)
SELECT $1, $2, e.* FROM unnest($3, $4, $5) AS e
