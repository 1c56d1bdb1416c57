-- The version of what was answered, for the same ETag as the first time.
ALTER TABLE idempotency_keys ADD COLUMN version bigint;
