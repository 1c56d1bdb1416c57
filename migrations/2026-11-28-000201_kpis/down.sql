DROP TABLE kpi_alerts;
DROP TABLE kpi_inputs;
DROP TABLE kpis;
