-- Templates of reviews. What one asks is a document of its own, and each change of it a new version: cycles keep theirs.
CREATE TABLE review_templates (
    org_id      uuid        NOT NULL REFERENCES organisations,
    id          uuid        NOT NULL,
    name        text        COLLATE "und-x-icu" NOT NULL,
    description text        NOT NULL,
    form_number integer     NOT NULL DEFAULT 1, -- which of its forms holds
    retired_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    version     bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT review_templates_name_taken UNIQUE (org_id, name)
);
SELECT protect('review_templates');

CREATE TABLE review_forms (
    org_id      uuid        NOT NULL,
    template_id uuid        NOT NULL,
    number      integer     NOT NULL CHECK (number > 0),
    form        jsonb       NOT NULL, -- shared::reviews::ReviewForm
    created_by  uuid        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, template_id, number),
    CONSTRAINT review_forms_template FOREIGN KEY (org_id, template_id) REFERENCES review_templates (org_id, id),
    CONSTRAINT review_forms_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id)
);
CREATE INDEX review_forms_by_author ON review_forms (org_id, created_by);
SELECT protect('review_forms', 'SELECT, INSERT');
