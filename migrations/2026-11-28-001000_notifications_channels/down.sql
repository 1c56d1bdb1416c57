DROP VIEW team_news;
DROP TABLE channel_posts;
DROP FUNCTION queue_channel_posts;
DROP TABLE team_channels;
