-- What an import found and left of everybody it wrote, so that it can be undone for a day.
ALTER TABLE people_imports
    ADD COLUMN applied_at timestamptz,
    ADD COLUMN undone_at timestamptz;

CREATE TABLE people_import_entries (
    org_id    uuid  NOT NULL,
    import_id uuid  NOT NULL,
    person_id uuid  NOT NULL,
    before    jsonb, -- null for whom it brought in
    after     jsonb NOT NULL,
    PRIMARY KEY (org_id, import_id, person_id),
    CONSTRAINT people_import_entries_import FOREIGN KEY (org_id, import_id)
        REFERENCES people_imports (org_id, id) ON DELETE CASCADE,
    CONSTRAINT people_import_entries_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE INDEX people_import_entries_by_person ON people_import_entries (org_id, person_id);
SELECT protect('people_import_entries', 'SELECT, INSERT, DELETE');
