-- Also who has opened what somebody gets of a review cycle.
ALTER TABLE openings
    DROP CONSTRAINT openings_subject_check,
    ADD CONSTRAINT openings_subject_check CHECK (subject IN ('objective', 'development', 'review_packet'));
