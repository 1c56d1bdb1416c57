DROP VIEW visible_developments;
DROP TABLE development_steps;
DROP TABLE assessments;
DROP TABLE expected_levels;
DROP TABLE competencies;
DROP TABLE frameworks;
