ALTER TABLE review_disputes DROP CONSTRAINT review_disputes_rated, DROP COLUMN rating;
