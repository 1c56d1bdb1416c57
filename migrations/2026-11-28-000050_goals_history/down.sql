DROP VIEW objective_computation_days;
DROP TRIGGER objectives_computed ON objectives;
DROP FUNCTION keep_computation;
DROP TABLE objective_computations;
