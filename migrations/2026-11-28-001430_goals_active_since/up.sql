-- The day on which a key result's objective became active by being agreed or resumed: before it nobody owed a check-in. It
-- is null of what has been active since it was made, whose own first day says as much. It stands with the key result, as
-- that is whose silence is counted: one that is added later has nothing to do with it.
ALTER TABLE key_results ADD COLUMN active_since date;
