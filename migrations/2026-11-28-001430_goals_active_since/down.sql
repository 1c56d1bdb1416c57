ALTER TABLE key_results DROP COLUMN active_since;
