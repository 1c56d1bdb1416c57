-- The directory knows them no more.
INSERT INTO scim_people (org_id, person_id, user_name, user_name_key, came_by_it, removed_at)
SELECT p.org_id, p.id, p.email, p.email_key, false, now()
FROM people p
WHERE p.org_id = $1 AND p.id = $2
ON CONFLICT (org_id, person_id) DO UPDATE SET removed_at = now(), updated_at = now()
