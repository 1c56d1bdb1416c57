DROP TRIGGER objectives_versioned ON objectives;
DROP FUNCTION keep_objective_version;
DROP TABLE objective_versions;
