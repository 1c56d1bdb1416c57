DROP FUNCTION append_event;
