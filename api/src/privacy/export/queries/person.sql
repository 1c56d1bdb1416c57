SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT p.id, p.name, p.email, p.job_title, p.role, p.status, p.team_name AS team, p.manager_name AS manager,
             p.start_date, p.external_id, p.invited_at
      FROM visible_people p
      WHERE p.org_id = $1 AND p.id = $2) part
