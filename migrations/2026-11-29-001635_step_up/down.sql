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
    WHERE s.id = session AND s.revoked_at IS NULL AND s.expires_at > now()
      AND s.last_seen_at > now() - interval '3 days' AND p.status = 'active';
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', role, true);
    END IF;
END
$$;
ALTER TABLE organisations DROP COLUMN session_minutes, DROP COLUMN idle_minutes, DROP COLUMN sessions_version;
ALTER TABLE sessions DROP COLUMN authenticated_at;
