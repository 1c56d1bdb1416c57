DROP TABLE periods;
DROP TABLE organisations;
