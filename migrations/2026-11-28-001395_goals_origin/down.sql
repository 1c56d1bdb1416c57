DROP INDEX objectives_by_origin;
