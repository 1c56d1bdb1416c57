DROP TABLE retention_deletions;
DELETE FROM retention_rules
WHERE kind IN ('reviews', 'one_on_ones', 'goals', 'development', 'improvement_plans');
ALTER TABLE retention_rules
    DROP CONSTRAINT retention_rules_kind_check,
    ADD CONSTRAINT retention_rules_kind_check CHECK (kind IN ('weekly_check_ins', 'feedback', 'leavers'));
