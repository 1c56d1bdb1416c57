-- A secret address at which a calendar reads one person's one-on-ones. Only the secret's hash is kept.
CREATE TABLE calendar_feeds (
    org_id      uuid        NOT NULL,
    id          uuid        NOT NULL,
    person_id   uuid        NOT NULL,
    secret_hash bytea       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    revoked_at  timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT calendar_feeds_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE UNIQUE INDEX calendar_feeds_open ON calendar_feeds (org_id, person_id) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX calendar_feeds_by_secret ON calendar_feeds (secret_hash); -- before the organisation is known
SELECT protect('calendar_feeds');
GRANT SELECT ON calendar_feeds TO pt_auth;
CREATE POLICY auth_reads ON calendar_feeds FOR SELECT TO pt_auth USING (true);

-- Binds whoever a feed was made for to the transaction, as the least they can be: a calendar shows what is
-- their own. Nulls mean that there is no such feed.
CREATE FUNCTION open_feed(secret bytea, OUT org_id uuid, OUT person_id uuid, OUT account_id uuid, OUT feed_id uuid,
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
GRANT CREATE ON SCHEMA public TO pt_auth; -- an owner needs it for a moment
ALTER FUNCTION open_feed OWNER TO pt_auth;
REVOKE CREATE ON SCHEMA public FROM pt_auth;
REVOKE EXECUTE ON FUNCTION open_feed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_feed TO pt_app;
