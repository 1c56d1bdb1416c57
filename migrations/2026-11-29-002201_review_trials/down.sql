DROP TABLE review_trials;
