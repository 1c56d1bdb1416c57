-- How long somebody has written at a review, as long as it isn't handed in: what lies between two times of keeping it, unless
-- that was a pause. Then it goes into the counts below, and is nobody's any more.
ALTER TABLE reviews
    ADD COLUMN seconds  integer NOT NULL DEFAULT 0 CHECK (seconds BETWEEN 0 AND 14400),
    ADD COLUMN saved_at timestamptz;

-- How many reviews of a side took how many minutes, by the form they answered.
CREATE TABLE review_times (
    org_id      uuid     NOT NULL,
    template_id uuid     NOT NULL,
    form_number integer  NOT NULL,
    relation    text     NOT NULL CHECK (relation IN ('self', 'manager', 'peer', 'upward')),
    minutes     smallint NOT NULL CHECK (minutes BETWEEN 1 AND 240),
    reviews     integer  NOT NULL CHECK (reviews > 0),
    PRIMARY KEY (org_id, template_id, form_number, relation, minutes),
    CONSTRAINT review_times_form FOREIGN KEY (org_id, template_id, form_number)
        REFERENCES review_forms (org_id, template_id, number)
);
SELECT protect('review_times', 'SELECT, INSERT, UPDATE');

-- What the questions of a cycle told, as of its first close: it is never worked out again, since the difference of two such
-- numbers could tell what somebody wrote.
CREATE TABLE review_worths (
    org_id    uuid    NOT NULL,
    cycle_id  uuid    NOT NULL,
    reviews   integer NOT NULL CHECK (reviews > 0),
    questions jsonb   NOT NULL, -- shared::reviews::ReviewQuestionWorth, those that told least first
    PRIMARY KEY (org_id, cycle_id),
    CONSTRAINT review_worths_cycle FOREIGN KEY (org_id, cycle_id) REFERENCES review_cycles (org_id, id)
);
SELECT protect('review_worths', 'SELECT, INSERT');
