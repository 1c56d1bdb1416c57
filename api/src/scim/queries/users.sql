-- People as the directory sees them: all who are here or have left, but for those it removed and those who were erased.
SELECT p.id, p.email, p.name, p.job_title, p.role, p.status, p.team_id, p.team_name,
       p.external_id AS employee_number, p.manager_id, p.manager_name,
       coalesce(s.user_name, p.email) AS user_name, s.external_id, s.given_name, s.family_name,
       s.person_id IS NOT NULL AS is_linked, own.created_at,
       greatest(own.updated_at, s.updated_at) AS updated_at
FROM visible_people p
JOIN people own ON own.org_id = p.org_id AND own.id = p.id
LEFT JOIN scim_people s ON s.org_id = p.org_id AND s.person_id = p.id
WHERE p.org_id = $1 AND p.erased_at IS NULL AND s.removed_at IS NULL
  AND ($2::uuid IS NULL OR p.id = $2)
  AND ($3::text IS NULL OR coalesce(s.user_name_key, p.email_key) = lower($3))
  AND ($4::text IS NULL OR s.external_id = $4)
  AND ($5::text IS NULL OR p.email_key = $5)
  AND ($6::boolean IS NULL OR (p.status <> 'deactivated') = $6)
ORDER BY p.id
LIMIT $7 OFFSET $8
