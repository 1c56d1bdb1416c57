DROP VIEW visible_people;
ALTER TABLE teams DROP CONSTRAINT teams_lead_unknown;
DROP TABLE reporting_closure;
DROP TABLE reporting_lines;
DROP TABLE people;
DROP FUNCTION refresh_reporting_closure;
DROP FUNCTION rebuild_reporting_closure;
DROP FUNCTION move_in_reporting_closure;
