ALTER TABLE check_ins DROP CONSTRAINT check_ins_source_check;
-- What KPIs said stays said.
ALTER TABLE check_ins ADD CONSTRAINT check_ins_source_check CHECK (source IN ('hand', 'csv', 'api')) NOT VALID;
ALTER TABLE key_results DROP COLUMN kpi_id;
