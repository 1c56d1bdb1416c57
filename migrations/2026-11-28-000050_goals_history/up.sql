-- Every number that an objective's progress has been, with its inputs, from when on it was known: any progress opens
-- as of any day. Written whenever the number in `objectives` is computed to something else, and never changed.
CREATE TABLE objective_computations (
    org_id       uuid             NOT NULL,
    objective_id uuid             NOT NULL,
    known_at     timestamptz      NOT NULL DEFAULT clock_timestamp(),
    progress     double precision,
    computation  jsonb            NOT NULL,
    PRIMARY KEY (org_id, objective_id, known_at),
    CONSTRAINT objective_computations_objective FOREIGN KEY (org_id, objective_id) REFERENCES objectives (org_id, id) ON DELETE CASCADE
);
SELECT protect('objective_computations', 'SELECT, INSERT');

-- A trigger, so that no way to compute a number can forget it, and so that it costs no trip.
CREATE FUNCTION keep_computation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO objective_computations (org_id, objective_id, progress, computation)
    VALUES (NEW.org_id, NEW.id, NEW.progress, NEW.computation);
    RETURN NULL;
END
$$;
CREATE TRIGGER objectives_computed AFTER UPDATE OF computation ON objectives
    FOR EACH ROW WHEN (OLD.computation IS DISTINCT FROM NEW.computation) EXECUTE FUNCTION keep_computation();

-- The same by the organisation's days.
CREATE VIEW objective_computation_days WITH (security_invoker = true) AS
SELECT c.org_id, c.objective_id, c.known_at, (c.known_at AT TIME ZONE o.time_zone)::date AS known_on,
       c.progress, c.computation
FROM objective_computations c
JOIN organisations o ON o.org_id = c.org_id
WHERE c.org_id = current_org();
GRANT SELECT ON objective_computation_days TO pt_app, pt_jobs;
