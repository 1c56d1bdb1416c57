-- A key result may follow a KPI: its value comes from there, by check-ins that say so.
ALTER TABLE key_results ADD COLUMN kpi_id uuid;
ALTER TABLE key_results ADD CONSTRAINT key_results_kpi_unknown FOREIGN KEY (org_id, kpi_id) REFERENCES kpis (org_id, id);
CREATE INDEX key_results_by_kpi ON key_results (org_id, kpi_id) WHERE kpi_id IS NOT NULL;
ALTER TABLE check_ins DROP CONSTRAINT check_ins_source_check;
ALTER TABLE check_ins ADD CONSTRAINT check_ins_source_check CHECK (source IN ('hand', 'csv', 'api', 'kpi'));
