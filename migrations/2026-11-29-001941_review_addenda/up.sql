-- What is added to a review that was signed, and never changed or removed: the review itself stays as it is.
CREATE TABLE review_addenda (
    org_id    uuid        NOT NULL,
    id        uuid        NOT NULL,
    packet_id uuid        NOT NULL,
    author_id uuid        NOT NULL,
    body      text        NOT NULL,
    added_at  timestamptz NOT NULL DEFAULT org_now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT review_addenda_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id),
    CONSTRAINT review_addenda_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id)
);
CREATE INDEX review_addenda_by_packet ON review_addenda (org_id, packet_id, added_at);
CREATE INDEX review_addenda_by_author ON review_addenda (org_id, author_id);
SELECT protect('review_addenda', 'SELECT, INSERT');
