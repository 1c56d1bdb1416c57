DROP TABLE review_launches;
