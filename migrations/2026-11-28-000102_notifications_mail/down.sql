DROP FUNCTION open_job;
ALTER TABLE mails DROP COLUMN unsubscribe;
DROP TRIGGER notices_queued ON notices;
DROP FUNCTION queue_notices;
DROP TABLE notice_rounds;
DROP TABLE notice_letters;
DROP TABLE notice_mails;
DROP FUNCTION call_round;
DROP TABLE notice_settings;
