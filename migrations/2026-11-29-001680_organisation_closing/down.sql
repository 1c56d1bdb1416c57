DROP TABLE retention_rules;
DROP TABLE organisation_export_chunks;
DROP TABLE organisation_exports;
DROP FUNCTION forget_accounts;
DROP FUNCTION close_organisation;
DROP TRIGGER teams_closure ON teams;
CREATE TRIGGER teams_closure AFTER INSERT OR UPDATE OF parent_id OR DELETE ON teams
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_team_closure();
DROP TRIGGER audit_events_stand ON audit_events;
CREATE TRIGGER audit_events_stand BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE USAGE ON SCHEMA public FROM pt_closer;
REVOKE SELECT (closes_at) ON organisations FROM pt_closer;
DO $$
DECLARE
    tenant_table regclass;
BEGIN
    FOR tenant_table IN
        SELECT c.oid::regclass FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relforcerowsecurity
    LOOP
        EXECUTE format('DROP POLICY closing ON %s', tenant_table);
        EXECUTE format('REVOKE SELECT (org_id), DELETE ON %s FROM pt_closer', tenant_table);
    END LOOP;
END
$$;
CREATE OR REPLACE FUNCTION protect(tenant_table regclass, grants text DEFAULT 'SELECT, INSERT, UPDATE, DELETE')
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
DROP TABLE closed_organisations;
ALTER TABLE organisations DROP COLUMN closing_letters, DROP COLUMN closes_at;
