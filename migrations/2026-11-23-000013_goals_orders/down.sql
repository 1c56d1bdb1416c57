DROP INDEX objectives_by_progress;
DROP INDEX objectives_by_title;
