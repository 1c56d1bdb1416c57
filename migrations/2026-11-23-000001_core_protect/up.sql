-- Who is asking, local to the transaction. Never set reads as null, set in an earlier transaction of a
-- pooled connection as empty: both are nobody. Plain SQL, so that the planner inlines them.
CREATE FUNCTION current_org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.org_id', true), '')::uuid;
CREATE FUNCTION current_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.person_id', true), '')::uuid;
CREATE FUNCTION actor_is_admin() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('app.role', true) = 'admin', false);
CREATE FUNCTION actor_manages() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('app.role', true) IN ('manager', 'admin'), false);

-- The second wall, the same for every tenant table: row-level security, forced; one permissive policy,
-- fenced by a restrictive one, so that a policy added later cannot widen access.
CREATE FUNCTION protect(tenant_table regclass, grants text DEFAULT 'SELECT, INSERT, UPDATE, DELETE')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY allow ON %s TO pt_app, pt_jobs USING (true) WITH CHECK (true)', tenant_table);
    EXECUTE format($policy$
        CREATE POLICY fence ON %s AS RESTRICTIVE TO pt_app, pt_jobs
        USING (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
        WITH CHECK (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
    $policy$, tenant_table);
    EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO pt_backup USING (true)', tenant_table);
    EXECUTE format('GRANT %s ON %s TO pt_app, pt_jobs', grants, tenant_table);
    EXECUTE format('GRANT SELECT ON %s TO pt_backup', tenant_table);
END
$$;
REVOKE EXECUTE ON FUNCTION protect FROM PUBLIC;
