DROP TABLE retention_deletions;
-- The owner is held back by the fence as well, and would find no rows at all.
ALTER TABLE retention_rules NO FORCE ROW LEVEL SECURITY;
DELETE FROM retention_rules
WHERE kind IN ('reviews', 'one_on_ones', 'goals', 'development', 'improvement_plans');
ALTER TABLE retention_rules FORCE ROW LEVEL SECURITY;
ALTER TABLE retention_rules
    DROP CONSTRAINT retention_rules_kind_check,
    ADD CONSTRAINT retention_rules_kind_check CHECK (kind IN ('weekly_check_ins', 'feedback', 'leavers'));
