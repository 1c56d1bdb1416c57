-- A sandbox: an organisation that an Admin made beside their own, for programs to be tried out in. Its clock can be put
-- forward, so that what takes months happens in a test.
ALTER TABLE organisations
    ADD COLUMN sandbox_of      uuid,                            -- the organisation it was made from, if it is one
    ADD COLUMN sandbox_maker   uuid,                            -- whoever made it, as their person in it
    ADD COLUMN sandbox_used_on date,                            -- by the real calendar, as the morning's chore found it
    ADD COLUMN sandbox_idle    boolean NOT NULL DEFAULT false,  -- whether it is to close because nobody uses it
    ADD COLUMN days_ahead      integer NOT NULL DEFAULT 0       -- of the real calendar
        CONSTRAINT organisations_days_ahead_range CHECK (days_ahead BETWEEN 0 AND 1830),
    ADD CONSTRAINT organisations_sandbox_maker CHECK ((sandbox_of IS NULL) = (sandbox_maker IS NULL)),
    ADD CONSTRAINT organisations_time_is_real CHECK (sandbox_of IS NOT NULL OR (days_ahead = 0 AND NOT sandbox_idle));

-- The day it is where a clock is so many days ahead. Every "today" of an organisation is this.
CREATE FUNCTION org_day(zone text, ahead integer) RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ((now() + make_interval(hours => 24 * ahead)) AT TIME ZONE zone)::date;

-- The moment it is in the entered organisation; the real one where none is entered. What days are counted from is written
-- down by it. Sessions, tokens, limits, the audit log and how long something is shared go by the real clock.
CREATE FUNCTION org_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    RETURN now() + make_interval(hours => 24 * coalesce(
        (SELECT o.days_ahead FROM organisations o WHERE o.org_id = current_org()), 0));

CREATE OR REPLACE FUNCTION current_day() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (SELECT org_day(o.time_zone, o.days_ahead) FROM organisations o WHERE o.org_id = current_org());

-- As before, but for the clock.
CREATE OR REPLACE FUNCTION enter_tenant(session uuid, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid,
                                        OUT role text, OUT seen_at timestamptz, OUT today date,
                                        OUT check_in_days integer, OUT second_factor_due boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT s.org_id, s.person_id, s.account_id, p.role, s.last_seen_at,
           public.org_day(o.time_zone, o.days_ahead), o.check_in_days,
           CASE WHEN 'sso' = ANY (s.methods) THEN false -- the provider's matter
                WHEN o.second_factor = 'everybody' OR (o.second_factor = 'admins' AND p.role = 'admin')
                THEN NOT public.has_second_factor(s.account_id) ELSE false END
    INTO org_id, person_id, account_id, role, seen_at, today, check_in_days, second_factor_due
    FROM public.sessions s
    JOIN public.people p ON p.org_id = s.org_id AND p.id = s.person_id
    JOIN public.organisations o ON o.org_id = s.org_id
    WHERE s.id = session AND s.revoked_at IS NULL AND p.status = 'active'
      AND s.expires_at - make_interval(mins => 10080 - o.session_minutes) > now()
      AND s.last_seen_at + make_interval(mins => o.idle_minutes) > now();
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', role, true);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION enter_by_token(secret bytea, caller text, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid,
                                          OUT role text, OUT seen_at timestamptz, OUT today date, OUT check_in_days integer,
                                          OUT second_factor_due boolean, OUT token_id uuid, OUT scopes text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT t.org_id, t.person_id, p.account_id, p.role, coalesce(t.last_used_at, 'epoch'),
           public.org_day(o.time_zone, o.days_ahead), o.check_in_days,
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

CREATE OR REPLACE FUNCTION enter_by_grant(secret bytea, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid, OUT role text,
                                          OUT today date, OUT check_in_days integer, OUT grant_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT g.org_id, g.person_id, p.account_id, p.role, public.org_day(o.time_zone, o.days_ahead), o.check_in_days, g.id
    INTO org_id, person_id, account_id, role, today, check_in_days, grant_id
    FROM (SELECT f.org_id, f.id FROM public.oauth_grants f WHERE f.code_hash = secret OR f.family_hash = secret
          UNION
          SELECT t.org_id, t.grant_id FROM public.api_tokens t WHERE t.secret_hash = secret AND t.revoked_at IS NULL) hit
    JOIN public.oauth_grants g ON g.org_id = hit.org_id AND g.id = hit.id
    JOIN public.people p ON p.org_id = g.org_id AND p.id = g.person_id
    JOIN public.organisations o ON o.org_id = g.org_id
    WHERE g.revoked_at IS NULL AND p.status = 'active';
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', role, true);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION open_job(org uuid, person uuid, OUT account_id uuid, OUT role text, OUT today date,
                         OUT check_in_days integer)
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('app.org_id', org::text, true),
            set_config('app.person_id', coalesce(person::text, ''), true),
            set_config('app.role', '', true);
    SELECT public.org_day(o.time_zone, o.days_ahead), o.check_in_days INTO today, check_in_days
    FROM public.organisations o WHERE o.org_id = org;
    IF person IS NOT NULL THEN
        SELECT p.account_id, p.role INTO account_id, role
        FROM public.people p WHERE p.org_id = org AND p.id = person AND p.status = 'active';
        PERFORM set_config('app.role', coalesce(role, ''), true);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION open_feed(secret bytea, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid, OUT feed_id uuid,
                          OUT today date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT f.org_id, f.person_id, p.account_id, f.id, public.org_day(o.time_zone, o.days_ahead)
    INTO org_id, person_id, account_id, feed_id, today
    FROM public.calendar_feeds f
    JOIN public.people p ON p.org_id = f.org_id AND p.id = f.person_id
    JOIN public.organisations o ON o.org_id = f.org_id
    WHERE f.secret_hash = secret AND f.revoked_at IS NULL AND p.status = 'active';
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', 'employee', true);
    END IF;
END
$$;

-- Founds one beside the entered organisation, with the actor as its Admin; false where there are `most` already. One that is
-- still to be filled has an end, of which no letter tells before, and is kept when it is. It alone writes into an organisation
-- that isn't entered, and only into one that nobody has been in.
CREATE FUNCTION found_sandbox(id uuid, maker uuid, name text, most bigint, ends timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    parent uuid := public.current_org();
BEGIN
    IF (SELECT count(*) FROM public.organisations o
        WHERE o.sandbox_of = parent AND (o.closes_at IS NULL OR o.closes_at > now())) >= most THEN
        RETURN false;
    END IF;
    PERFORM set_config('app.org_id', id::text, true);
    INSERT INTO public.organisations (org_id, name, time_zone, sandbox_of, sandbox_maker, sandbox_used_on, closes_at,
                                      closing_letters)
    SELECT $1, $3, o.time_zone, parent, $2, now()::date, $5, CASE WHEN $5 IS NULL THEN 0 ELSE 3 END
    FROM public.organisations o WHERE o.org_id = parent;
    INSERT INTO public.audit_heads (org_id) VALUES ($1);
    INSERT INTO public.notice_rounds (org_id) VALUES ($1);
    INSERT INTO public.people (org_id, id, account_id, name, email, email_key, role, status)
    SELECT $1, $2, p.account_id, p.name, p.email, p.email_key, 'admin', 'active'
    FROM public.people p WHERE p.org_id = parent AND p.id = public.current_person();
    PERFORM set_config('app.org_id', parent::text, true);
    RETURN true;
END
$$;
GRANT CREATE ON SCHEMA public TO pt_auth; -- an owner needs it for a moment
ALTER FUNCTION found_sandbox OWNER TO pt_auth;
REVOKE CREATE ON SCHEMA public FROM pt_auth;
REVOKE EXECUTE ON FUNCTION found_sandbox FROM PUBLIC;
GRANT EXECUTE ON FUNCTION found_sandbox TO pt_app;

-- What days are counted from.
ALTER TABLE objectives ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE key_results ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE check_ins ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE objective_comments ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE kpi_alerts ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE praise ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE feedback_requests ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE feedback ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE weekly_check_ins ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE one_on_ones ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE meetings ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE agenda_items ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE action_items ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE meeting_openings ALTER COLUMN opened_at SET DEFAULT org_now();
ALTER TABLE assessments ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE development_steps ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE level_proposals ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE improvement_plans ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE improvement_sections ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE improvement_notes ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE improvement_acts ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE review_submissions ALTER COLUMN submitted_at SET DEFAULT org_now();
ALTER TABLE calibration_votes ALTER COLUMN voted_at SET DEFAULT org_now();
ALTER TABLE calibration_changes ALTER COLUMN changed_at SET DEFAULT org_now();
ALTER TABLE review_disputes ALTER COLUMN opened_at SET DEFAULT org_now();
ALTER TABLE review_appointments ALTER COLUMN appointed_at SET DEFAULT org_now();
ALTER TABLE notices ALTER COLUMN created_at SET DEFAULT org_now();
ALTER TABLE objective_computations ALTER COLUMN known_at SET DEFAULT clock_timestamp() + (org_now() - now());

-- No mail leaves a sandbox but to whoever made it, whoever writes it and why. People who were made up have an address that
-- nobody can have, so none leaves to them either when no organisation is entered.
CREATE FUNCTION keep_sandbox_mail() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    maker text;
BEGIN
    IF NEW.recipient LIKE '%.sandbox.invalid' THEN
        RETURN NULL;
    END IF;
    SELECT p.email_key INTO maker
    FROM organisations o
    LEFT JOIN people p ON p.org_id = o.org_id AND p.id = o.sandbox_maker AND p.status = 'active'
    WHERE o.org_id = current_org() AND o.sandbox_of IS NOT NULL;
    IF NOT FOUND THEN
        RETURN NEW;
    END IF;
    IF maker IS DISTINCT FROM lower(NEW.recipient) THEN
        RETURN NULL;
    END IF;
    NEW.subject := '[Sandbox] ' || NEW.subject;
    RETURN NEW;
END
$$;
CREATE TRIGGER mails_of_sandboxes BEFORE INSERT ON mails FOR EACH ROW EXECUTE FUNCTION keep_sandbox_mail();
