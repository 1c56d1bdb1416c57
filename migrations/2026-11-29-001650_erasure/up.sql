-- Who was erased, when and by whom: nothing of who they were, so that it can be kept for ever. A backup from before is
-- restored with them in it; from these rows they are erased again.
CREATE TABLE erasures (
    org_id    uuid        NOT NULL,
    person_id uuid        NOT NULL,
    number    integer     NOT NULL CHECK (number > 0), -- "Former colleague 7"
    erased_at timestamptz NOT NULL DEFAULT now(),
    erased_by uuid,       -- null if a restored backup doesn't know them
    PRIMARY KEY (org_id, person_id),
    CONSTRAINT erasures_number_once UNIQUE (org_id, number),
    CONSTRAINT erasures_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT erasures_erased_by FOREIGN KEY (org_id, erased_by) REFERENCES people (org_id, id)
);
CREATE INDEX erasures_by_who ON erasures (org_id, erased_by);
SELECT protect('erasures', 'SELECT, INSERT');

ALTER TABLE people ADD COLUMN erased_at timestamptz;

-- As before, and when they were erased.
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
WHERE p.org_id = current_org()
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

-- Who read what goes with whoever read it.
GRANT DELETE ON openings TO pt_app, pt_jobs;

-- What of somebody lies outside the tables of their organisation: where they were logged in, links and mails to their
-- address, and the account, unless it is somebody's elsewhere too. Runs as pt_auth, which alone sees these; for the
-- organisation that the transaction is bound to, and for nobody who is still there.
GRANT DELETE ON accounts, sessions TO pt_auth;
CREATE FUNCTION erase_account(org uuid, person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    who record;
    elsewhere boolean;
BEGIN
    IF org IS DISTINCT FROM nullif(current_setting('app.org_id', true), '')::uuid THEN
        RAISE EXCEPTION 'another organisation is entered' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT p.account_id, p.email_key, p.name INTO who
    FROM public.people p
    WHERE p.org_id = org AND p.id = person AND p.status = 'deactivated' AND p.erased_at IS NULL;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    -- Held, so that nobody joins another organisation with it meanwhile.
    PERFORM FROM public.accounts a WHERE a.id = who.account_id FOR UPDATE;
    elsewhere := EXISTS (
        SELECT FROM public.people p
        WHERE (p.account_id = who.account_id OR p.email_key = who.email_key) AND (p.org_id, p.id) <> (org, person));
    DELETE FROM public.sessions s WHERE s.org_id = org AND s.person_id = person;
    DELETE FROM public.link_tokens l WHERE l.org_id = org AND l.person_id = person;
    UPDATE public.people p SET account_id = NULL WHERE p.org_id = org AND p.id = person;
    -- What is sent is kept for a while to be looked up, and nobody needs what is about them. Mails are of no organisation,
    -- and an Admin can enter anybody's address under any name: so only mails to those are looked through who have joined
    -- this organisation, and so have proven that the address is theirs.
    DELETE FROM public.mails m
    WHERE m.sent_at IS NOT NULL
      AND ((who.account_id IS NOT NULL AND lower(m.recipient) = who.email_key)
           OR (EXISTS (
                SELECT FROM public.people r
                WHERE r.org_id = org AND r.email_key = lower(m.recipient) AND r.account_id IS NOT NULL)
               AND (position(who.email_key IN lower(m.text_body)) > 0
                    OR position(who.name IN concat_ws(' ', m.subject, m.text_body, m.html_body)) > 0)));
    -- Nor does anything but a proven address reach beyond this organisation.
    IF who.account_id IS NOT NULL AND NOT elsewhere THEN
        DELETE FROM public.mails m WHERE lower(m.recipient) = who.email_key;
        DELETE FROM public.link_tokens l WHERE l.email_key = who.email_key OR l.account_id = who.account_id;
        DELETE FROM public.known_devices d WHERE d.account_id = who.account_id;
        DELETE FROM public.sessions s WHERE s.account_id = who.account_id;
        DELETE FROM public.accounts a WHERE a.id = who.account_id;
    END IF;
END
$$;
GRANT CREATE ON SCHEMA public TO pt_auth; -- an owner needs it for a moment
ALTER FUNCTION erase_account OWNER TO pt_auth;
REVOKE CREATE ON SCHEMA public FROM pt_auth;
REVOKE EXECUTE ON FUNCTION erase_account FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_account TO pt_app, pt_jobs;
