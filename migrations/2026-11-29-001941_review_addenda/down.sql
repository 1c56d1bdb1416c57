DROP TABLE review_addenda;
