DROP TABLE review_worths;
DROP TABLE review_times;
ALTER TABLE reviews DROP COLUMN saved_at, DROP COLUMN seconds;
