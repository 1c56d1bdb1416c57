-- Numbers watched over time. What stands below the line is of the last change; the state depends on the day
-- too, so what it is from which day on is stored: `state_then[i]` holds from `state_from[i]` until the next.
CREATE TABLE kpis (
    org_id          uuid             NOT NULL,
    id              uuid             NOT NULL,
    name            text             COLLATE "und-x-icu" NOT NULL,
    description     text             NOT NULL DEFAULT '',
    owner_id        uuid             NOT NULL, -- who answers for it
    team_id         uuid,            -- whose it is, if it isn't the owner's own
    visibility      text             NOT NULL CHECK (visibility IN ('organisation', 'team', 'chain', 'private')),
    kind            text             NOT NULL CHECK (kind IN ('number', 'percent', 'money', 'duration')),
    unit            text,            -- of money the ISO 4217 code; values are in its minor units
    decimals        smallint         NOT NULL DEFAULT 0 CHECK (decimals BETWEEN 0 AND 6),
    direction       text             NOT NULL CHECK (direction IN ('higher', 'lower', 'within')),
    target_value    double precision,
    low_value       double precision,
    high_value      double precision,
    watch_value     double precision, -- within bounds: how far outside, as the two below
    unhealthy_value double precision,
    hard_value      double precision,
    frequency       text             NOT NULL CHECK (frequency IN ('day', 'week', 'month', 'quarter')),
    aggregation     text             NOT NULL CHECK (aggregation IN ('sum', 'mean', 'last', 'max', 'min')),
    formula         text,            -- null: it is measured
    missing         text             NOT NULL DEFAULT 'no_value' CHECK (missing IN ('no_value', 'zero')),
    archived_at     timestamptz,
    created_by      uuid             NOT NULL,
    created_at      timestamptz      NOT NULL DEFAULT now(),
    updated_at      timestamptz      NOT NULL DEFAULT now(),
    version         bigint           NOT NULL DEFAULT 1,
    --
    value           double precision, -- of the latest period that has one
    value_on        date,            -- that period's first day
    state_from      date[]           NOT NULL DEFAULT '{0001-01-01}',
    state_then      text[]           NOT NULL DEFAULT '{no_data}',
    alerted         text             NOT NULL DEFAULT 'no_data' CHECK (alerted IN ('no_data', 'healthy', 'watch', 'unhealthy')),
    settles_on      date,            -- the day on which its latest period is over and has to be judged; null: it was
    PRIMARY KEY (org_id, id),
    CONSTRAINT kpis_owner_unknown FOREIGN KEY (org_id, owner_id) REFERENCES people (org_id, id),
    CONSTRAINT kpis_team_unknown FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    CONSTRAINT kpis_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id),
    CONSTRAINT kpis_team_required CHECK (visibility <> 'team' OR team_id IS NOT NULL)
);
CREATE INDEX kpis_by_owner ON kpis (org_id, owner_id, id DESC);
CREATE INDEX kpis_by_team ON kpis (org_id, team_id);
CREATE INDEX kpis_by_name ON kpis (org_id, name, id);
CREATE INDEX kpis_by_settling ON kpis (org_id, settles_on) WHERE settles_on IS NOT NULL;
SELECT protect('kpis');

-- What a formula reads, under which name.
CREATE TABLE kpi_inputs (
    org_id   uuid NOT NULL,
    kpi_id   uuid NOT NULL,
    name     text NOT NULL,
    input_id uuid NOT NULL,
    PRIMARY KEY (org_id, kpi_id, name),
    CONSTRAINT kpi_inputs_kpi FOREIGN KEY (org_id, kpi_id) REFERENCES kpis (org_id, id) ON DELETE CASCADE,
    CONSTRAINT kpi_inputs_input_unknown FOREIGN KEY (org_id, input_id) REFERENCES kpis (org_id, id),
    CONSTRAINT kpi_inputs_circle CHECK (input_id <> kpi_id)
);
CREATE INDEX kpi_inputs_by_input ON kpi_inputs (org_id, input_id, kpi_id);
SELECT protect('kpi_inputs');

-- A state that was left for another, once for each time.
CREATE TABLE kpi_alerts (
    org_id     uuid             NOT NULL,
    id         uuid             NOT NULL,
    kpi_id     uuid             NOT NULL,
    value_on   date             NOT NULL, -- first day of the period that did it
    value      double precision NOT NULL,
    was        text             NOT NULL CHECK (was IN ('no_data', 'healthy', 'watch', 'unhealthy')),
    became     text             NOT NULL CHECK (became IN ('healthy', 'watch', 'unhealthy')),
    hard       boolean          NOT NULL, -- beyond the hard line, so at once
    created_at timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT kpi_alerts_kpi FOREIGN KEY (org_id, kpi_id) REFERENCES kpis (org_id, id)
);
CREATE INDEX kpi_alerts_by_kpi ON kpi_alerts (org_id, kpi_id, id DESC);
SELECT protect('kpi_alerts', 'SELECT, INSERT');
