-- How much was asked in a minute, by whoever asked for much: replicas count for themselves and add it up here.
-- Keys are hashes. A crash of the database may lose it: the next minute counts from nothing anyway.
CREATE UNLOGGED TABLE spent_requests (
    minute   bigint  NOT NULL, -- since 1970
    key      bytea   NOT NULL,
    requests integer NOT NULL,
    PRIMARY KEY (minute, key)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON spent_requests TO pt_auth;
GRANT SELECT ON spent_requests TO pt_backup;
