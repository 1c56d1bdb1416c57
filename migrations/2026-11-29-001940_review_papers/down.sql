DROP TRIGGER review_papers_dropped ON review_packets;
DROP FUNCTION drop_review_paper;
DROP TRIGGER review_papers_kept ON review_packets;
DROP FUNCTION keep_review_paper;
DROP TABLE review_papers;
