-- Who came to a cycle while reviews were written had no time in which peers are settled: theirs are named then.
ALTER TABLE review_packets ADD COLUMN came_late boolean NOT NULL DEFAULT false;
