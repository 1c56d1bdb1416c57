-- What was written in a pulse can be answered, both ways without anybody knowing who the author is. A paragraph keeps
-- the hash of a key that only its author has. Two paragraphs of one ballot have keys of their own, so that nothing here
-- joins them; neither joins anything with a person.
ALTER TABLE pulse_surveys ADD COLUMN closed_on date; -- of what closed before there were threads it isn't known

ALTER TABLE pulse_texts
    ADD COLUMN thread_lock  bytea CHECK (length(thread_lock) = 32),
    ADD COLUMN thread_ended boolean NOT NULL DEFAULT false; -- by an Admin, before its days are over
CREATE UNIQUE INDEX pulse_texts_by_lock ON pulse_texts (org_id, survey_id, thread_lock) WHERE thread_lock IS NOT NULL;

-- Without an author who is named it is by whoever wrote the paragraph: then it is shown from the next day on, and each
-- time one is added all of its pulse are written anew, in an order drawn by lot. No finer time than the day.
CREATE TABLE pulse_thread_messages (
    org_id    uuid     NOT NULL,
    text_id   uuid     NOT NULL,
    place     smallint NOT NULL CHECK (place BETWEEN 0 AND 19),
    author_id uuid, -- who writes for the organisation
    day       date     NOT NULL,
    body      text     NOT NULL,
    PRIMARY KEY (org_id, text_id, place),
    CONSTRAINT pulse_thread_messages_text FOREIGN KEY (org_id, text_id) REFERENCES pulse_texts (org_id, id) ON DELETE CASCADE,
    CONSTRAINT pulse_thread_messages_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id)
);
CREATE INDEX pulse_thread_messages_by_author ON pulse_thread_messages (org_id, author_id);
SELECT protect('pulse_thread_messages', 'SELECT, INSERT, DELETE');

-- The first wall: the paragraphs that can be answered and that the actor reads, and how they stand to them. The whole
-- that is shared with everybody is read by all and answered by Admins; a team's group is seen by whom its people
-- report to.
CREATE VIEW visible_pulse_comments WITH (security_invoker = true) AS
SELECT t.org_id, t.id, t.survey_id, t.thread_ended, s.closed_on, s.version,
       CASE
           WHEN actor_is_admin() THEN 'organisation'
           WHEN g.team_id IS NOT NULL THEN 'report'
           ELSE 'view'
       END AS relation
FROM pulse_texts t
JOIN pulse_surveys s ON s.org_id = t.org_id AND s.id = t.survey_id
JOIN visible_pulse_groups g ON g.org_id = t.org_id AND g.id = t.group_id
WHERE t.org_id = current_org() AND t.thread_lock IS NOT NULL;
GRANT SELECT ON visible_pulse_comments TO pt_app, pt_jobs;
