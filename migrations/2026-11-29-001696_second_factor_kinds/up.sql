-- Who in the entered organisation has which second factor, or none: its Admins look for them in the list of people. To anybody
-- else it names nobody.
CREATE FUNCTION people_by_second_factor(kind text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT p.id FROM public.people p
    WHERE p.org_id = nullif(current_setting('app.org_id', true), '')::uuid
      AND p.status = 'active' AND current_setting('app.role', true) = 'admin'
      AND CASE people_by_second_factor.kind
          WHEN 'none' THEN NOT public.has_second_factor(p.account_id)
          WHEN 'app' THEN EXISTS (SELECT FROM public.totp_factors f
                                  WHERE f.account_id = p.account_id AND f.confirmed_at IS NOT NULL)
          WHEN 'passkey' THEN EXISTS (SELECT FROM public.passkeys k WHERE k.account_id = p.account_id)
          ELSE false END
$$;

GRANT CREATE ON SCHEMA public TO pt_auth; -- an owner needs it for a moment
ALTER FUNCTION people_by_second_factor OWNER TO pt_auth;
REVOKE CREATE ON SCHEMA public FROM pt_auth;
REVOKE EXECUTE ON FUNCTION people_by_second_factor FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_by_second_factor TO pt_app;
