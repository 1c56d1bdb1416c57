-- Files of people on their way in: kept from the upload until they are applied or a day has passed.
CREATE TABLE people_imports (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL,
    created_by uuid        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    file       bytea,      -- gone once applied
    fields     jsonb       NOT NULL, -- for each column what it holds, or null
    date_order text        CHECK (date_order IN ('day_first', 'month_first')),
    state      text        NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'applying', 'applied')),
    done       integer     NOT NULL DEFAULT 0, -- rows written so far while applying
    beat_at    timestamptz, -- last sign of life of whoever is applying
    version    bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT people_imports_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id)
);
CREATE INDEX people_imports_by_age ON people_imports (org_id, created_at);
SELECT protect('people_imports');
