INSERT INTO people
    (org_id, id, name, email, email_key, job_title, role, status, external_id, team_id, start_date)
SELECT $1, p.* FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS p
