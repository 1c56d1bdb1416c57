CREATE OR REPLACE FUNCTION take_second_factor(person uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    theirs uuid;
BEGIN
    IF current_setting('app.role', true) IS DISTINCT FROM 'admin' OR person::text = current_setting('app.person_id', true) THEN
        RETURN false;
    END IF;
    SELECT p.account_id INTO theirs FROM public.people p
    WHERE p.org_id = nullif(current_setting('app.org_id', true), '')::uuid AND p.id = person
      AND NOT EXISTS (SELECT FROM public.people other
                      WHERE other.account_id = p.account_id AND other.org_id <> p.org_id AND other.status = 'active');
    DELETE FROM public.recovery_codes WHERE account_id = theirs;
    DELETE FROM public.totp_factors WHERE account_id = theirs AND confirmed_at IS NOT NULL;
    RETURN FOUND;
END
$$;
CREATE OR REPLACE FUNCTION has_second_factor(account uuid) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT FROM totp_factors f WHERE f.account_id = account AND f.confirmed_at IS NOT NULL);
DROP TABLE passkey_challenges;
DROP TABLE passkeys;
