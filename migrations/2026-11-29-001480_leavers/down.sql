DROP INDEX check_ins_by_blocker_owner;
DROP INDEX people_who_left;
