DROP FUNCTION protect;
DROP FUNCTION actor_manages;
DROP FUNCTION actor_is_admin;
DROP FUNCTION current_person;
DROP FUNCTION current_org;
