-- How somebody wants to be told; without a row, as usual.
CREATE TABLE notice_settings (
    org_id       uuid     NOT NULL,
    person_id    uuid     NOT NULL,
    time_zone    text,                                   -- the organisation's if null
    digest_hour  smallint NOT NULL DEFAULT 8 CHECK (digest_hour BETWEEN 0 AND 23),
    quiet_from   smallint DEFAULT 20 CHECK (quiet_from BETWEEN 0 AND 23),
    quiet_to     smallint DEFAULT 7 CHECK (quiet_to BETWEEN 0 AND 23),
    mails_paused boolean  NOT NULL DEFAULT false,        -- but for what nobody can do without
    mails        jsonb    NOT NULL DEFAULT '{}',         -- when to mail of a kind, where it isn't as usual
    hidden       text[]   NOT NULL DEFAULT '{}',         -- kinds that the app doesn't show
    version      bigint   NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, person_id),
    CONSTRAINT notice_settings_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE,
    CONSTRAINT notice_settings_quiet CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
SELECT protect('notice_settings');

-- What is still to be mailed of what was told; gone once it was, or need not be.
CREATE TABLE notice_mails (
    org_id    uuid NOT NULL,
    person_id uuid NOT NULL,
    notice_id uuid NOT NULL,
    due_at    timestamptz NOT NULL DEFAULT now(), -- when to decide about it (again)
    calls     boolean     NOT NULL DEFAULT false, -- whether the round is called for it: for one of all told at once
    PRIMARY KEY (org_id, person_id, notice_id),
    CONSTRAINT notice_mails_notice FOREIGN KEY (org_id, notice_id) REFERENCES notices (org_id, id) ON DELETE CASCADE
);
CREATE INDEX notice_mails_by_notice ON notice_mails (org_id, notice_id);
CREATE INDEX notice_mails_due ON notice_mails (org_id, due_at);
SELECT protect('notice_mails');

-- On which days of theirs somebody was written to of what they can do without. The key holds the promise: one mail a
-- day, whatever restarts and however many replicas there are.
CREATE TABLE notice_letters (
    org_id    uuid NOT NULL,
    person_id uuid NOT NULL,
    on_day    date NOT NULL,
    PRIMARY KEY (org_id, person_id, on_day),
    CONSTRAINT notice_letters_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id) ON DELETE CASCADE
);
SELECT protect('notice_letters', 'SELECT, INSERT, DELETE');

-- When the worker looks at an organisation again, and the day for which it has reminded there.
CREATE TABLE notice_rounds (
    org_id      uuid        PRIMARY KEY REFERENCES organisations,
    due_at      timestamptz NOT NULL DEFAULT now(),
    reminded_on date
);
CREATE INDEX notice_rounds_due ON notice_rounds (due_at);
SELECT protect('notice_rounds', 'SELECT, INSERT, UPDATE');
-- Which organisation is due is asked before one is known.
GRANT SELECT, INSERT, UPDATE ON notice_rounds TO pt_auth;
CREATE POLICY auth ON notice_rounds TO pt_auth USING (true) WITH CHECK (true);

-- Whatever is told is to be mailed, unless its reader's settings say otherwise when the time comes.
CREATE FUNCTION queue_notices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO notice_mails (org_id, person_id, notice_id, calls)
    SELECT org_id, person_id, id, row_number() OVER (PARTITION BY org_id) = 1 FROM changed;
    RETURN NULL;
END
$$;
CREATE TRIGGER notices_queued AFTER INSERT ON notices
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION queue_notices();

-- Their organisation's round is due. This locks what all writers of the organisation have in common, so it waits for
-- the commit: whatever order they did the rest in, they don't lock each other out.
CREATE FUNCTION call_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO notice_rounds AS r (org_id) VALUES (NEW.org_id)
    ON CONFLICT (org_id) DO UPDATE SET due_at = excluded.due_at WHERE r.due_at > excluded.due_at;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER notice_mails_call_round AFTER INSERT ON notice_mails
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.calls) EXECUTE FUNCTION call_round();

-- Where one click of the reader's mail program takes them off.
ALTER TABLE mails ADD COLUMN unsubscribe text;

-- Binds the transaction of a job to an organisation and, if it acts for somebody, to that person as long as they are
-- active. It has its caller's rights.
CREATE FUNCTION open_job(org uuid, person uuid, OUT account_id uuid, OUT role text, OUT today date,
                         OUT check_in_days integer)
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('app.org_id', org::text, true),
            set_config('app.person_id', coalesce(person::text, ''), true),
            set_config('app.role', '', true);
    SELECT (now() AT TIME ZONE o.time_zone)::date, o.check_in_days INTO today, check_in_days
    FROM public.organisations o WHERE o.org_id = org;
    IF person IS NOT NULL THEN
        SELECT p.account_id, p.role INTO account_id, role
        FROM public.people p WHERE p.org_id = org AND p.id = person AND p.status = 'active';
        PERFORM set_config('app.role', coalesce(role, ''), true);
    END IF;
END
$$;
REVOKE EXECUTE ON FUNCTION open_job FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_job TO pt_app, pt_jobs;
