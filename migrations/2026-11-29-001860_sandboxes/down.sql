DROP TRIGGER mails_of_sandboxes ON mails;
DROP FUNCTION keep_sandbox_mail();

ALTER TABLE objective_computations ALTER COLUMN known_at SET DEFAULT clock_timestamp();
ALTER TABLE objectives ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE key_results ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE check_ins ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE objective_comments ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE kpi_alerts ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE praise ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE feedback_requests ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE feedback ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE weekly_check_ins ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE one_on_ones ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE meetings ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE agenda_items ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE action_items ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE meeting_openings ALTER COLUMN opened_at SET DEFAULT now();
ALTER TABLE assessments ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE development_steps ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE level_proposals ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE improvement_plans ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE improvement_sections ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE improvement_notes ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE improvement_acts ALTER COLUMN created_at SET DEFAULT now();
ALTER TABLE review_submissions ALTER COLUMN submitted_at SET DEFAULT now();
ALTER TABLE calibration_votes ALTER COLUMN voted_at SET DEFAULT now();
ALTER TABLE calibration_changes ALTER COLUMN changed_at SET DEFAULT now();
ALTER TABLE review_disputes ALTER COLUMN opened_at SET DEFAULT now();
ALTER TABLE review_appointments ALTER COLUMN appointed_at SET DEFAULT now();
ALTER TABLE notices ALTER COLUMN created_at SET DEFAULT now();

CREATE OR REPLACE FUNCTION enter_tenant(session uuid, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid,
                                        OUT role text, OUT seen_at timestamptz, OUT today date,
                                        OUT check_in_days integer, OUT second_factor_due boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT s.org_id, s.person_id, s.account_id, p.role, s.last_seen_at,
           (now() AT TIME ZONE o.time_zone)::date, o.check_in_days,
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

CREATE OR REPLACE FUNCTION enter_by_grant(secret bytea, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid, OUT role text,
                                          OUT today date, OUT check_in_days integer, OUT grant_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT g.org_id, g.person_id, p.account_id, p.role, (now() AT TIME ZONE o.time_zone)::date, o.check_in_days, g.id
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
    SELECT (now() AT TIME ZONE o.time_zone)::date, o.check_in_days INTO today, check_in_days
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
    SELECT f.org_id, f.person_id, p.account_id, f.id, (now() AT TIME ZONE o.time_zone)::date
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

DROP FUNCTION found_sandbox(uuid, uuid, text, bigint, timestamptz);
CREATE OR REPLACE FUNCTION current_day() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (SELECT (now() AT TIME ZONE o.time_zone)::date FROM organisations o WHERE o.org_id = current_org());

DROP FUNCTION org_now();
DROP FUNCTION org_day(text, integer);
ALTER TABLE organisations
    DROP COLUMN sandbox_of,
    DROP COLUMN sandbox_maker,
    DROP COLUMN sandbox_used_on,
    DROP COLUMN sandbox_idle,
    DROP COLUMN days_ahead;
