DROP FUNCTION review_days_led;
