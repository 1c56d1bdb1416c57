-- Also who has opened a KPI and an improvement plan.
ALTER TABLE openings
    DROP CONSTRAINT openings_subject_check,
    ADD CONSTRAINT openings_subject_check
        CHECK (subject IN ('objective', 'development', 'review_packet', 'kpi', 'improvement_plan'));
