DROP FUNCTION open_feed;
DROP TABLE calendar_feeds;
