DROP VIEW visible_kpis;
DROP INDEX shares_by_kpi;
ALTER TABLE shares DROP CONSTRAINT shares_one_thing;
-- Shares of KPIs go with the KPIs; those that are left may have no thing any more.
ALTER TABLE shares ADD CONSTRAINT shares_one_thing CHECK (num_nonnulls(objective_id) = 1) NOT VALID;
ALTER TABLE shares DROP COLUMN kpi_id;
