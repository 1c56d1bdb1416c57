-- As `open_session`, and tells the organisation's calendar with it, which nearly every request needs: the day
-- it is there and the usual days between check-ins. `open_session` stays for servers of the version before.
CREATE FUNCTION open_tenant(session uuid, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid, OUT role text,
                            OUT seen_at timestamptz, OUT today date, OUT check_in_days integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT s.org_id, s.person_id, s.account_id, p.role, s.last_seen_at,
           (now() AT TIME ZONE o.time_zone)::date, o.check_in_days
    INTO org_id, person_id, account_id, role, seen_at, today, check_in_days
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
GRANT CREATE ON SCHEMA public TO pt_auth; -- an owner needs it for a moment
ALTER FUNCTION open_tenant OWNER TO pt_auth;
REVOKE CREATE ON SCHEMA public FROM pt_auth;
REVOKE EXECUTE ON FUNCTION open_tenant FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_tenant TO pt_app;
