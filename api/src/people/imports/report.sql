INSERT INTO reporting_lines (org_id, id, person_id, manager_id)
SELECT $1, line.* FROM unnest($2, $3, $4) AS line
