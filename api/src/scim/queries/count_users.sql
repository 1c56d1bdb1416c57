-- How many people the directory would find: the same as in `users.sql`.
SELECT count(*) AS count
FROM visible_people p
LEFT JOIN scim_people s ON s.org_id = p.org_id AND s.person_id = p.id
WHERE p.org_id = $1 AND p.erased_at IS NULL AND s.removed_at IS NULL
  AND ($2::uuid IS NULL OR p.id = $2)
  AND ($3::text IS NULL OR coalesce(s.user_name_key, p.email_key) = lower($3))
  AND ($4::text IS NULL OR s.external_id = $4)
  AND ($5::text IS NULL OR p.email_key = $5)
  AND ($6::boolean IS NULL OR (p.status <> 'deactivated') = $6)
