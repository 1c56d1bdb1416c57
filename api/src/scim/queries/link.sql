-- What the directory calls somebody, from now on.
INSERT INTO scim_people (org_id, person_id, user_name, user_name_key, external_id, given_name, family_name, came_by_it)
VALUES ($1, $2, $3, lower($3), $4, $5, $6, $7)
ON CONFLICT (org_id, person_id) DO UPDATE
SET user_name = excluded.user_name, user_name_key = excluded.user_name_key, external_id = excluded.external_id,
    given_name = excluded.given_name, family_name = excluded.family_name, removed_at = NULL, updated_at = now()
