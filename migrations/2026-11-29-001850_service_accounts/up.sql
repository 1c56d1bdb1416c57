-- A program that is nobody's. What it does needs somebody who did it, in a hundred places: so it has a row of people, of a kind of
-- its own. That row has left from the beginning and for good, and so is passed over wherever people are counted, listed, asked,
-- reminded, told, put in charge or paid for; whatever shows those who have left looks at the kind as well.
ALTER TABLE people
    ADD COLUMN kind text NOT NULL DEFAULT 'person' CONSTRAINT people_kind CHECK (kind IN ('person', 'service')),
    ADD CONSTRAINT people_service_is_nobody CHECK (
        kind = 'person'
        OR (status = 'deactivated' AND account_id IS NULL AND team_id IS NULL AND job_title IS NULL AND start_date IS NULL
            AND external_id IS NULL AND invited_at IS NULL AND deactivated_at IS NULL AND erased_at IS NULL));

-- What it is for, whose doing it was, and when it ended. Its name and its role stand in its row of people.
CREATE TABLE service_accounts (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL, -- of that row
    purpose    text        NOT NULL DEFAULT '',
    created_by uuid        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    removed_at timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT service_accounts_person FOREIGN KEY (org_id, id) REFERENCES people (org_id, id),
    CONSTRAINT service_accounts_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id)
);
CREATE INDEX service_accounts_by_maker ON service_accounts (org_id, created_by);
SELECT protect('service_accounts', 'SELECT, INSERT');
GRANT UPDATE (removed_at) ON service_accounts TO pt_app, pt_jobs;

-- As before, and nobody sees a program among people, not even itself.
CREATE OR REPLACE VIEW visible_people WITH (security_invoker = true) AS
SELECT p.org_id, p.id, p.account_id, p.name, p.email, p.email_key, p.job_title, p.role, p.status, p.team_id,
       p.start_date, p.external_id, p.invited_at, p.version, line.manager_id,
       team.name AS team_name, manager.name AS manager_name,
       (SELECT count(*) FROM reporting_lines below
        WHERE below.org_id = p.org_id AND below.manager_id = p.id AND below.valid_to IS NULL) AS direct_reports,
       -- What the list can be sorted by, never null.
       coalesce(p.job_title, '') AS job_title_order,
       coalesce(p.start_date, '0001-01-01') AS start_date_order,
       CASE WHEN p.id = current_person() THEN 'own'
            WHEN actor_is_admin() THEN 'organisation'
            WHEN actor_manages() AND EXISTS (
                SELECT FROM reporting_closure c
                WHERE c.org_id = p.org_id AND c.manager_id = current_person() AND c.report_id = p.id) THEN 'report'
            ELSE 'view' END AS relation,
       p.erased_at
FROM people p
LEFT JOIN reporting_lines line ON line.org_id = p.org_id AND line.person_id = p.id AND line.valid_to IS NULL
LEFT JOIN people manager ON manager.org_id = line.org_id AND manager.id = line.manager_id
LEFT JOIN teams team ON team.org_id = p.org_id AND team.id = p.team_id
WHERE p.org_id = current_org() AND p.kind = 'person'
  AND (actor_is_admin()
       OR p.id = current_person()
       OR (actor_manages() AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = p.org_id AND c.manager_id = current_person() AND c.report_id = p.id))
       OR (p.status <> 'deactivated'
           AND ((SELECT o.directory FROM organisations o WHERE o.org_id = current_org()) = 'organisation'
                OR EXISTS (
                    SELECT FROM reporting_closure c
                    WHERE c.org_id = p.org_id AND c.report_id = current_person() AND c.manager_id = p.id))));

-- As before, and a token may be a program's that is nobody's. It has no second step that could be owed: whoever made the token
-- had to prove who they are.
CREATE OR REPLACE FUNCTION enter_by_token(secret bytea, caller text, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid,
                                          OUT role text, OUT seen_at timestamptz, OUT today date, OUT check_in_days integer,
                                          OUT second_factor_due boolean, OUT token_id uuid, OUT scopes text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT t.org_id, t.person_id, p.account_id, p.role, coalesce(t.last_used_at, 'epoch'),
           (now() AT TIME ZONE o.time_zone)::date, o.check_in_days,
           CASE WHEN t.by_provider OR p.kind = 'service' THEN false -- the provider's matter, or nobody's
                WHEN o.second_factor = 'everybody' OR (o.second_factor = 'admins' AND p.role = 'admin')
                THEN NOT public.has_second_factor(p.account_id) ELSE false END,
           t.id, t.scopes
    INTO org_id, person_id, account_id, role, seen_at, today, check_in_days, second_factor_due, token_id, scopes
    FROM public.api_tokens t
    JOIN public.people p ON p.org_id = t.org_id AND p.id = t.person_id
    JOIN public.organisations o ON o.org_id = t.org_id
    WHERE t.secret_hash = secret AND t.revoked_at IS NULL AND (p.status = 'active' OR p.kind = 'service')
      AND least(t.expires_at, t.created_at + make_interval(days => o.api_token_days)) > now()
      AND (t.networks = '{}' OR caller::inet <<= ANY (t.networks::inet[]));
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', role, true);
    END IF;
END
$$;
