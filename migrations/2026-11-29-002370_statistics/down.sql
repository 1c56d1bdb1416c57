ALTER TABLE reviews RESET (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
ALTER TABLE review_packets RESET (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
ALTER TABLE reporting_closure RESET (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
ALTER TABLE reporting_lines RESET (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
ALTER TABLE people RESET (autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);
