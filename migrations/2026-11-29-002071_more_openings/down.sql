-- Who opened them stays, and isn't asked for any more.
ALTER TABLE openings
    DROP CONSTRAINT openings_subject_check,
    ADD CONSTRAINT openings_subject_check CHECK (subject IN ('objective', 'development', 'review_packet')) NOT VALID;
