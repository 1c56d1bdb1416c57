-- How an organisation's directory (Entra ID, Okta and their like) keeps its people here, by SCIM 2.0.
CREATE TABLE scim_settings (
    org_id         uuid        NOT NULL,
    is_on          boolean     NOT NULL DEFAULT false,
    roles          text        NOT NULL DEFAULT 'employees' CHECK (roles IN ('employees', 'below_admin', 'any')),
    teams          text        NOT NULL DEFAULT 'groups' CHECK (teams IN ('groups', 'departments')),
    invites        boolean     NOT NULL DEFAULT true,   -- who comes by it is invited by mail
    last_called_at timestamptz,                         -- to within a minute
    last_caller    text        CHECK (length(last_caller) <= 200),
    version        bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id),
    CONSTRAINT scim_settings_organisation FOREIGN KEY (org_id) REFERENCES organisations
);
SELECT protect('scim_settings');

-- What the directory calls a person, and what it told of them that people here haven't got. Who was removed by the
-- directory is nobody to it until it brings them again.
CREATE TABLE scim_people (
    org_id        uuid        NOT NULL,
    person_id     uuid        NOT NULL,
    user_name     text        NOT NULL,
    user_name_key text        NOT NULL CHECK (user_name_key = lower(user_name_key)),
    external_id   text,
    given_name    text,
    family_name   text,
    came_by_it    boolean     NOT NULL,                 -- or was here before, and was found by the directory
    removed_at    timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, person_id),
    CONSTRAINT scim_people_user_name_taken UNIQUE (org_id, user_name_key),
    CONSTRAINT scim_people_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE
);
CREATE INDEX scim_people_by_external_id ON scim_people (org_id, external_id);
CREATE INDEX scim_people_latest ON scim_people (org_id, created_at DESC);
SELECT protect('scim_people');

-- What the directory calls a team.
CREATE TABLE scim_groups (
    org_id      uuid        NOT NULL,
    team_id     uuid        NOT NULL,
    external_id text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, team_id),
    CONSTRAINT scim_groups_team FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id) ON DELETE CASCADE
);
SELECT protect('scim_groups');
