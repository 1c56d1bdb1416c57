-- Somebody whom the directory removed, and who comes back: by the name it had for them, or by their address.
SELECT p.id
FROM visible_people p
JOIN scim_people s ON s.org_id = p.org_id AND s.person_id = p.id
WHERE p.org_id = $1 AND p.erased_at IS NULL AND s.removed_at IS NOT NULL
  AND (s.user_name_key = lower($2) OR p.email_key = $3)
ORDER BY (s.user_name_key = lower($2)) DESC
LIMIT 1
