ALTER TABLE mails DROP COLUMN reply_to;
DROP TABLE replies;
DROP TABLE reply_addresses;
