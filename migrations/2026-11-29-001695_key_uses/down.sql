DROP FUNCTION sealed_with;
DROP TABLE key_uses;
