DROP FUNCTION review_gaps_left;
ALTER TABLE reviews DROP COLUMN assigned_at;
DROP TABLE review_waivers;
