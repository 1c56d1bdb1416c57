-- The owner is held back by the fence as well, and would find no rows at all.
ALTER TABLE one_on_ones NO FORCE ROW LEVEL SECURITY;
UPDATE one_on_ones SET ended_because = 'by_hand' WHERE ended_because = 'over';
ALTER TABLE one_on_ones FORCE ROW LEVEL SECURITY;
ALTER TABLE one_on_ones DROP CONSTRAINT one_on_ones_ended_because_check;
ALTER TABLE one_on_ones ADD CONSTRAINT one_on_ones_ended_because_check
    CHECK (ended_because IN ('by_hand', 'manager_changed', 'left'));
