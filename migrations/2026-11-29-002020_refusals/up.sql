-- What people were refused for want of a permission: how often a day, and when last. A row for a person, an operation and a
-- day, so that whoever asks without end fills nothing.
CREATE TABLE refusals (
    org_id    uuid        NOT NULL,
    person_id uuid        NOT NULL, -- who was refused
    operation text        NOT NULL, -- what they asked for, as `operations!` calls it
    day       date        NOT NULL, -- in UTC
    times     bigint      NOT NULL CONSTRAINT refusals_times CHECK (times > 0),
    last_at   timestamptz NOT NULL,
    PRIMARY KEY (org_id, person_id, operation, day),
    CONSTRAINT refusals_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE
);
CREATE INDEX refusals_by_day ON refusals (org_id, day); -- forgotten after 90 days
SELECT protect('refusals');
