-- Which key of each setting servers make new things with, and when: so it can be told how long an older one is still needed.
-- Ids alone; no key is in the database.
CREATE TABLE key_uses (
    setting  text        NOT NULL, -- such as PERFTRACK_JWT_KEYS
    key_id   text        NOT NULL,
    first_at timestamptz NOT NULL DEFAULT now(),
    last_at  timestamptz NOT NULL DEFAULT now(), -- to within an hour, as long as a server runs with it
    PRIMARY KEY (setting, key_id)
);
GRANT SELECT, INSERT, UPDATE ON key_uses TO pt_auth;
GRANT SELECT ON key_uses TO pt_backup;

-- The id of the key that something is sealed with: it stands before what is sealed, after its length.
CREATE FUNCTION sealed_with(sealed bytea) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN length(sealed) > 0 THEN encode(substring(sealed FROM 2 FOR get_byte(sealed, 0)), 'escape') ELSE '' END;
