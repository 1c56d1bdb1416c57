-- Who has opened what is about somebody else, for whom it is about. One line for each reader, however often.
CREATE TABLE openings (
    org_id    uuid        NOT NULL,
    subject   text        NOT NULL CHECK (subject IN ('objective', 'development')), -- what kind of thing `about` names
    about     uuid        NOT NULL,
    person_id uuid        NOT NULL, -- who opened it
    first_at  timestamptz NOT NULL,
    last_at   timestamptz NOT NULL,
    PRIMARY KEY (org_id, subject, about, person_id),
    CONSTRAINT openings_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE,
    CONSTRAINT openings_in_order CHECK (first_at <= last_at)
);
CREATE INDEX openings_by_person ON openings (org_id, person_id);
SELECT protect('openings', 'SELECT, INSERT, UPDATE');
