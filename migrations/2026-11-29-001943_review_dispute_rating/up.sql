-- The rating that a second reader comes to. The one that calibration settled stays beside it as it was signed.
ALTER TABLE review_disputes
    ADD COLUMN rating smallint CHECK (rating BETWEEN 1 AND 10),
    ADD CONSTRAINT review_disputes_rated CHECK (rating IS NULL OR outcome IN ('partly', 'changed'));
