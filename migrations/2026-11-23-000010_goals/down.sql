DROP VIEW visible_objectives;
DROP FUNCTION current_day;
DROP TABLE shares;
DROP TABLE objective_comments;
DROP TABLE check_ins;
DROP TABLE milestones;
DROP TABLE key_results;
DROP TABLE objectives;
