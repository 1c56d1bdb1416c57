DROP TABLE review_withdrawals;
