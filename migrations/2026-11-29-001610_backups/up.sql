-- What was backed up when, and whether it was found whole. Global: a backup is the whole installation's.
CREATE TABLE backups (
    id          uuid        PRIMARY KEY,
    name        text        NOT NULL CONSTRAINT backups_name_taken UNIQUE,
    started_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    verified_at timestamptz,
    bytes       bigint,      -- of the dump, sealed
    stores      text        NOT NULL DEFAULT '',
    digest      bytea,       -- SHA-256 of the manifest, sealed; it holds that of the dump
    failure     text
);
GRANT SELECT, INSERT, UPDATE ON backups TO pt_auth;
GRANT SELECT ON backups TO pt_backup;

-- The days on which it was told that no backup is fresh: once a day, however many replicas notice.
CREATE TABLE backup_alerts (
    day date PRIMARY KEY
);
GRANT SELECT, INSERT ON backup_alerts TO pt_auth;
GRANT SELECT ON backup_alerts TO pt_backup;

-- A dump without it would be migrated again from the beginning.
GRANT SELECT ON __diesel_schema_migrations TO pt_backup;
