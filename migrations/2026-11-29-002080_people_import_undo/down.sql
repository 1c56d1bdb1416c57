DROP TABLE people_import_entries;
ALTER TABLE people_imports
    DROP COLUMN applied_at,
    DROP COLUMN undone_at;
