-- How every objective stood, from when on it was known: the tree opens as of any day. Written whenever any of it changes, and
-- never changed. What was before this migration nobody wrote down, so the history begins with it.
CREATE TABLE objective_versions (
    org_id       uuid             NOT NULL,
    objective_id uuid             NOT NULL,
    known_at     timestamptz      NOT NULL DEFAULT clock_timestamp() + (org_now() - now()),
    parent_id    uuid,
    state        text             NOT NULL,
    progress     double precision,
    status_from  date[]           NOT NULL,
    status_then  text[]           NOT NULL,
    PRIMARY KEY (org_id, objective_id, known_at),
    CONSTRAINT objective_versions_objective FOREIGN KEY (org_id, objective_id) REFERENCES objectives (org_id, id) ON DELETE CASCADE,
    CONSTRAINT objective_versions_parent FOREIGN KEY (org_id, parent_id) REFERENCES objectives (org_id, id)
);
CREATE INDEX objective_versions_by_parent ON objective_versions (org_id, parent_id);

-- The owner is held back by the fence as well, and would find no rows at all.
ALTER TABLE objectives NO FORCE ROW LEVEL SECURITY;
INSERT INTO objective_versions (org_id, objective_id, known_at, parent_id, state, progress, status_from, status_then)
SELECT o.org_id, o.id, now(), o.parent_id, o.state, o.progress, o.status_from, o.status_then FROM objectives o;
ALTER TABLE objectives FORCE ROW LEVEL SECURITY;
SELECT protect('objective_versions', 'SELECT, INSERT');

-- A trigger, so that no way to change one can forget it, and so that it costs no trip. Whoever adds an objective has it
-- computed in the same transaction, which changes it.
CREATE FUNCTION keep_objective_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO objective_versions (org_id, objective_id, parent_id, state, progress, status_from, status_then)
    VALUES (NEW.org_id, NEW.id, NEW.parent_id, NEW.state, NEW.progress, NEW.status_from, NEW.status_then);
    RETURN NULL;
END
$$;
CREATE TRIGGER objectives_versioned AFTER UPDATE OF parent_id, state, computation, status_from, status_then ON objectives
    FOR EACH ROW WHEN ((OLD.parent_id, OLD.state, OLD.computation, OLD.status_from, OLD.status_then)
                       IS DISTINCT FROM (NEW.parent_id, NEW.state, NEW.computation, NEW.status_from, NEW.status_then))
    EXECUTE FUNCTION keep_objective_version();
