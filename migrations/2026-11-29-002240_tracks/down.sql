-- Names are unique in the organisation again: the later of two that share one is told apart by its id.
-- The owner is held back by the fence as well, and would find no rows at all.
ALTER TABLE competencies NO FORCE ROW LEVEL SECURITY;
UPDATE competencies c SET name = left(c.name, 60) || ' ' || c.id
FROM competencies other
WHERE other.org_id = c.org_id AND other.name = c.name AND other.id < c.id;
ALTER TABLE competencies FORCE ROW LEVEL SECURITY;
ALTER TABLE competencies
    DROP CONSTRAINT competencies_name_taken,
    DROP COLUMN track_id,
    ADD CONSTRAINT competencies_name_taken UNIQUE (org_id, name);
DROP TABLE track_jobs;
DROP TABLE tracks;
