ALTER TABLE review_packets DROP COLUMN came_late;
