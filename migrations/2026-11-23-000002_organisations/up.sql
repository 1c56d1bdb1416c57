CREATE TABLE organisations (
    org_id        uuid        PRIMARY KEY,
    name          text        NOT NULL,
    time_zone     text        NOT NULL DEFAULT 'UTC',
    directory     text        NOT NULL DEFAULT 'organisation' CHECK (directory IN ('organisation', 'chain')),
    check_in_days integer     NOT NULL DEFAULT 7 CHECK (check_in_days BETWEEN 1 AND 366),
    version       bigint      NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now()
);
SELECT protect('organisations', 'SELECT, UPDATE');

CREATE TABLE periods (
    org_id     uuid        NOT NULL REFERENCES organisations,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    starts_on  date        NOT NULL,
    ends_on    date        NOT NULL,
    version    bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT periods_name_taken UNIQUE (org_id, name),
    CONSTRAINT periods_ends_before_start CHECK (ends_on >= starts_on)
);
SELECT protect('periods');
