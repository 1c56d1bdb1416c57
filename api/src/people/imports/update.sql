UPDATE people
SET name = p.name, email = p.email, email_key = p.email_key, job_title = p.job_title, role = p.role,
    -- The plan says whether they are there; whether they have accepted their invitation we know better.
    status = CASE WHEN p.status = 'deactivated' THEN 'deactivated'
                  WHEN people.account_id IS NOT NULL THEN 'active' ELSE 'invited' END,
    -- Whoever comes back without an account has no link that works: they can be invited again.
    invited_at = CASE WHEN people.status = 'deactivated' AND p.status <> 'deactivated' AND people.account_id IS NULL
                      THEN NULL ELSE people.invited_at END,
    deactivated_at = CASE WHEN p.status = 'deactivated' THEN coalesce(people.deactivated_at, now()) END,
    external_id = p.external_id, team_id = p.team_id, start_date = p.start_date,
    version = people.version + 1, updated_at = now()
FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    AS p (id, name, email, email_key, job_title, role, status, external_id, team_id, start_date)
WHERE people.org_id = $1 AND people.id = p.id
