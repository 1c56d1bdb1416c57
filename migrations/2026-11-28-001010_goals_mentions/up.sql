-- Whom a comment names. Its text refers to them as `@{id}`, so that they are found by whatever they are called later.
CREATE TABLE comment_mentions (
    org_id     uuid NOT NULL,
    comment_id uuid NOT NULL,
    person_id  uuid NOT NULL,
    PRIMARY KEY (org_id, comment_id, person_id),
    CONSTRAINT comment_mentions_comment FOREIGN KEY (org_id, comment_id) REFERENCES objective_comments (org_id, id) ON DELETE CASCADE,
    CONSTRAINT comment_mentions_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE INDEX comment_mentions_by_person ON comment_mentions (org_id, person_id);
SELECT protect('comment_mentions', 'SELECT, INSERT');
