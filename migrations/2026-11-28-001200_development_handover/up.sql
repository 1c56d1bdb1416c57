-- The next manager takes a plan over and confirms it: what the one before had agreed to, and isn't done, waits for a
-- word of theirs, however the line was changed. Coming back to the same manager changes nothing.
CREATE FUNCTION ask_next_manager_about_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE development_steps s SET agreed_by_manager = false, version = version + 1
    FROM added_lines l
    WHERE l.valid_to IS NULL AND s.org_id = l.org_id AND s.person_id = l.person_id
      AND s.agreed_by_manager AND s.progress < 100
      AND l.manager_id IS DISTINCT FROM (
        SELECT earlier.manager_id FROM reporting_lines earlier
        WHERE earlier.org_id = l.org_id AND earlier.person_id = l.person_id AND earlier.id <> l.id
        ORDER BY earlier.valid_from DESC, earlier.id DESC LIMIT 1);
    RETURN NULL;
END
$$;
CREATE TRIGGER reporting_lines_ask_about_steps AFTER INSERT ON reporting_lines
    REFERENCING NEW TABLE AS added_lines FOR EACH STATEMENT EXECUTE FUNCTION ask_next_manager_about_steps();
