-- What an objective supports beside the one it is aligned under. These links are for people to follow: they count
-- nowhere, so that nothing counts twice, and circles among them do no harm.
CREATE TABLE objective_supports (
    org_id       uuid NOT NULL,
    objective_id uuid NOT NULL,
    supported_id uuid NOT NULL,
    PRIMARY KEY (org_id, objective_id, supported_id),
    CONSTRAINT objective_supports_objective FOREIGN KEY (org_id, objective_id) REFERENCES objectives (org_id, id) ON DELETE CASCADE,
    CONSTRAINT objective_supports_supported FOREIGN KEY (org_id, supported_id) REFERENCES objectives (org_id, id) ON DELETE CASCADE,
    CONSTRAINT objective_supports_another CHECK (objective_id <> supported_id)
);
CREATE INDEX objective_supports_by_supported ON objective_supports (org_id, supported_id);
SELECT protect('objective_supports', 'SELECT, INSERT, DELETE');
