-- What was measured, and when it became known (`known_at`) beside the moment it speaks of (`true_at`). Never
-- changed: of one moment the highest revision stands. A null value withdraws what was said before. What speaks of a
-- whole day stands at that day's midnight in UTC, wherever the organisation is or moves to: it can be corrected then too.
CREATE TABLE kpi_measurements (
    org_id    uuid        NOT NULL,
    kpi_id    uuid        NOT NULL,
    whole_day boolean     NOT NULL,
    true_at   timestamptz NOT NULL,
    revision  integer     NOT NULL,
    true_on   date        NOT NULL, -- the day it was in the organisation; the same for all revisions
    value     double precision,
    comment   text        NOT NULL DEFAULT '',
    source    text        NOT NULL CHECK (source IN ('hand', 'csv', 'api')),
    author_id uuid        NOT NULL,
    known_at  timestamptz NOT NULL,
    PRIMARY KEY (org_id, kpi_id, true_at, whole_day, revision),
    CONSTRAINT kpi_measurements_kpi FOREIGN KEY (org_id, kpi_id) REFERENCES kpis (org_id, id),
    CONSTRAINT kpi_measurements_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id)
);
CREATE INDEX kpi_measurements_by_day ON kpi_measurements (org_id, kpi_id, true_on);
SELECT protect('kpi_measurements', 'SELECT, INSERT');

-- What stands, day by day: all longer spans are added up from days, so that a chart reads as many rows as
-- there are days in it, however much was measured on them. `sum` is numeric, or adding up in another order
-- would give another number.
CREATE TABLE kpi_days (
    org_id     uuid        NOT NULL,
    kpi_id     uuid        NOT NULL,
    day        date        NOT NULL,
    count      bigint      NOT NULL,
    sum        numeric     NOT NULL,
    least      double precision,
    most       double precision,
    last_whole boolean     NOT NULL DEFAULT false, -- what is said of the whole day comes after every moment of it
    last_at    timestamptz,
    last_value double precision,
    changed_at timestamptz NOT NULL, -- what the day was before that, `kpi_past_days` knows
    PRIMARY KEY (org_id, kpi_id, day),
    CONSTRAINT kpi_days_kpi FOREIGN KEY (org_id, kpi_id) REFERENCES kpis (org_id, id)
);
SELECT protect('kpi_days');

-- What a day was until it changed: of each day of the organisation's calendar on which something was said of it the last
-- version, since that is as finely as anybody asks. So what was known then is read without the log.
CREATE TABLE kpi_past_days (
    org_id     uuid        NOT NULL,
    kpi_id     uuid        NOT NULL,
    day        date        NOT NULL,
    changed_at timestamptz NOT NULL, -- from when on it was so
    count      bigint      NOT NULL,
    sum        numeric     NOT NULL,
    least      double precision,
    most       double precision,
    last_value double precision,
    PRIMARY KEY (org_id, kpi_id, day, changed_at),
    CONSTRAINT kpi_past_days_kpi FOREIGN KEY (org_id, kpi_id) REFERENCES kpis (org_id, id)
);
SELECT protect('kpi_past_days', 'SELECT, INSERT');

-- The value of each period of a KPI at its own frequency, which its state hangs on; of a formula with what it
-- was computed from.
CREATE TABLE kpi_periods (
    org_id    uuid  NOT NULL,
    kpi_id    uuid  NOT NULL,
    starts_on date  NOT NULL,
    value     double precision,
    reason    text  CHECK (reason IN ('missing_input', 'division_by_zero', 'too_large')),
    inputs    jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (org_id, kpi_id, starts_on),
    CONSTRAINT kpi_periods_kpi FOREIGN KEY (org_id, kpi_id) REFERENCES kpis (org_id, id)
);
SELECT protect('kpi_periods');
