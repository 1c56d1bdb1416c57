-- When a row last became another, whoever or whatever changed it: also a number that is worked out of others, which `updated_at`
-- doesn't show. Programs that keep a copy ask for what was touched since.
ALTER TABLE people     ADD COLUMN touched_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE objectives ADD COLUMN touched_at timestamptz NOT NULL DEFAULT now();
-- The moment of the writing, not of the transaction's beginning: one that goes on for long is seen late as it is.
ALTER TABLE people     ALTER COLUMN touched_at SET DEFAULT clock_timestamp();
ALTER TABLE objectives ALTER COLUMN touched_at SET DEFAULT clock_timestamp();
ALTER TABLE kpis       ALTER COLUMN updated_at SET DEFAULT clock_timestamp();
CREATE INDEX people_touched ON people (org_id, touched_at);
CREATE INDEX objectives_touched ON objectives (org_id, touched_at);
-- A KPI is its value: what is worked out anew was changed.
CREATE INDEX kpis_updated ON kpis (org_id, updated_at);

-- Triggers, so that no way to change one can forget it, and so that it costs no trip. What is written again as it was isn't touched.
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.touched_at := clock_timestamp();
    RETURN NEW;
END
$$;
CREATE FUNCTION note_kpi_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END
$$;
CREATE TRIGGER people_touched BEFORE UPDATE ON people
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch();
CREATE TRIGGER objectives_touched BEFORE UPDATE ON objectives
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch();
CREATE TRIGGER kpis_updated BEFORE UPDATE ON kpis
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_kpi_update();
