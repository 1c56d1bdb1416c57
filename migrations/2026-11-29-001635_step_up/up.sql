-- When whoever has a session proved last who they are: by logging in, or by confirming it since. Of sessions that are open
-- already nothing is known, so they confirm it before what asks for a fresh proof.
ALTER TABLE sessions ADD COLUMN authenticated_at timestamptz NOT NULL DEFAULT 'epoch';
ALTER TABLE sessions ALTER COLUMN authenticated_at SET DEFAULT now();

-- How long a session lasts: from its log-in, and without being used. What a server of the version before has promised stays
-- the default.
ALTER TABLE organisations
    ADD COLUMN session_minutes integer NOT NULL DEFAULT 10080
        CONSTRAINT organisations_session_minutes_range CHECK (session_minutes BETWEEN 60 AND 10080),
    ADD COLUMN idle_minutes integer NOT NULL DEFAULT 4320
        CONSTRAINT organisations_idle_minutes_range CHECK (idle_minutes BETWEEN 15 AND 10080),
    -- Its own, or whoever changes both this and another setting would stand in their own way.
    ADD COLUMN sessions_version bigint NOT NULL DEFAULT 1;

-- As before, and a session ends when its organisation says. `expires_at` is seven days after the log-in, for every session
-- that came of it.
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
