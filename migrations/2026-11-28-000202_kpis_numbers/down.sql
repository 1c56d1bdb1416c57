DROP TABLE kpi_periods;
DROP TABLE kpi_past_days;
DROP TABLE kpi_days;
DROP TABLE kpi_measurements;
