-- That a packet was taken back from the person before they had answered it, each time with why. One that was and isn't given again
-- waits for somebody to give it: it isn't released by itself.
CREATE TABLE review_withdrawals (
    org_id       uuid        NOT NULL,
    id           uuid        NOT NULL,
    packet_id    uuid        NOT NULL,
    reason       text        NOT NULL,
    withdrawn_by uuid        NOT NULL,
    withdrawn_at timestamptz NOT NULL DEFAULT org_now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT review_withdrawals_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id),
    CONSTRAINT review_withdrawals_by FOREIGN KEY (org_id, withdrawn_by) REFERENCES people (org_id, id)
);
CREATE INDEX review_withdrawals_by_packet ON review_withdrawals (org_id, packet_id, withdrawn_at);
CREATE INDEX review_withdrawals_by_doer ON review_withdrawals (org_id, withdrawn_by);
SELECT protect('review_withdrawals', 'SELECT, INSERT');
