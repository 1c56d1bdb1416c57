DROP TABLE objective_supports;
