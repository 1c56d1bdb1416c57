ALTER TABLE organisations DROP COLUMN week_starts_on;
