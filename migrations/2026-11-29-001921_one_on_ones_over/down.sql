UPDATE one_on_ones SET ended_because = 'by_hand' WHERE ended_because = 'over';
ALTER TABLE one_on_ones DROP CONSTRAINT one_on_ones_ended_because_check;
ALTER TABLE one_on_ones ADD CONSTRAINT one_on_ones_ended_because_check
    CHECK (ended_because IN ('by_hand', 'manager_changed', 'left'));
