DROP TRIGGER people_void_reviews ON people;
DROP FUNCTION void_reviews_of_leavers;
DROP TRIGGER reporting_lines_take_reviews_over ON reporting_lines;
DROP FUNCTION take_reviews_over;
DROP TRIGGER reporting_lines_hand_reviews_over ON reporting_lines;
DROP FUNCTION hand_reviews_over;
