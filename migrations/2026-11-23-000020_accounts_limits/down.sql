DROP INDEX mails_sent;
DROP INDEX link_tokens_over;
DROP TABLE known_devices;
DROP TABLE throttles;
CREATE OR REPLACE FUNCTION open_session(session uuid, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid,
                                        OUT role text, OUT seen_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    SELECT s.org_id, s.person_id, s.account_id, p.role, s.last_seen_at
    INTO org_id, person_id, account_id, role, seen_at
    FROM public.sessions s
    JOIN public.people p ON p.org_id = s.org_id AND p.id = s.person_id
    WHERE s.id = session AND s.revoked_at IS NULL AND s.expires_at > now() AND p.status = 'active';
    IF FOUND THEN
        PERFORM set_config('app.org_id', org_id::text, true),
                set_config('app.person_id', person_id::text, true),
                set_config('app.role', role, true);
    END IF;
END
$$;
