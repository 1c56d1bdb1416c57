DROP TRIGGER kpis_updated ON kpis;
DROP TRIGGER objectives_touched ON objectives;
DROP TRIGGER people_touched ON people;
DROP FUNCTION note_kpi_update();
DROP FUNCTION touch();
DROP INDEX kpis_updated;
ALTER TABLE kpis ALTER COLUMN updated_at SET DEFAULT now();
ALTER TABLE objectives DROP COLUMN touched_at;
ALTER TABLE people DROP COLUMN touched_at;
