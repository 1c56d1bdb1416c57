-- Reviews, meetings, goals, what develops people and improvement plans can be kept for a time as well.
ALTER TABLE retention_rules
    DROP CONSTRAINT retention_rules_kind_check,
    ADD CONSTRAINT retention_rules_kind_check CHECK (
        kind IN ('weekly_check_ins', 'feedback', 'reviews', 'one_on_ones', 'goals', 'development', 'improvement_plans',
                 'leavers'));

-- How much of each kind rules have deleted on each day: what the report is made of. It says nothing of whom.
CREATE TABLE retention_deletions (
    org_id uuid   NOT NULL REFERENCES organisations,
    day    date   NOT NULL,
    kind   text   NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    PRIMARY KEY (org_id, day, kind)
);
SELECT protect('retention_deletions', 'SELECT, INSERT, UPDATE');
