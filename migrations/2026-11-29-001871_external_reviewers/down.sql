DROP TRIGGER review_cycles_end_external_reviews ON review_cycles;
DROP FUNCTION end_external_reviews;
DROP TABLE review_externals;
