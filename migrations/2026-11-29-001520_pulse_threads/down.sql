DROP VIEW visible_pulse_comments;
DROP TABLE pulse_thread_messages;
ALTER TABLE pulse_texts DROP COLUMN thread_lock, DROP COLUMN thread_ended;
ALTER TABLE pulse_surveys DROP COLUMN closed_on;
