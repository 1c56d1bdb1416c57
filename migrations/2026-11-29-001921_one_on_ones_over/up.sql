-- A one-on-one whose rule has an end is over by itself.
ALTER TABLE one_on_ones DROP CONSTRAINT one_on_ones_ended_because_check;
ALTER TABLE one_on_ones ADD CONSTRAINT one_on_ones_ended_because_check
    CHECK (ended_because IN ('by_hand', 'manager_changed', 'left', 'over'));
