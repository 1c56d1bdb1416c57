-- Whoever hires or launches by the hundred is looked at by the planner within a minute, not when a tenth of all
-- organisations' rows has changed: else it takes the new ones for none, and joins them pair by pair.

ALTER TABLE people SET (autovacuum_analyze_scale_factor = 0.001, autovacuum_analyze_threshold = 100);
ALTER TABLE reporting_lines SET (autovacuum_analyze_scale_factor = 0.001, autovacuum_analyze_threshold = 100);
ALTER TABLE reporting_closure SET (autovacuum_analyze_scale_factor = 0.001, autovacuum_analyze_threshold = 100);
ALTER TABLE review_packets SET (autovacuum_analyze_scale_factor = 0.001, autovacuum_analyze_threshold = 100);
ALTER TABLE reviews SET (autovacuum_analyze_scale_factor = 0.001, autovacuum_analyze_threshold = 100);
