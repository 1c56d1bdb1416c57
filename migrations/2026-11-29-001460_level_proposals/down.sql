DROP VIEW visible_level_proposals;
DROP TABLE level_evidence;
DROP TABLE level_proposals;
