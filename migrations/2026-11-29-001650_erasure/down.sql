DROP FUNCTION erase_account;
REVOKE DELETE ON accounts, sessions FROM pt_auth;
REVOKE DELETE ON openings FROM pt_app, pt_jobs;
DROP VIEW visible_people;
CREATE VIEW visible_people WITH (security_invoker = true) AS
SELECT p.org_id, p.id, p.account_id, p.name, p.email, p.email_key, p.job_title, p.role, p.status, p.team_id,
       p.start_date, p.external_id, p.invited_at, p.version, line.manager_id,
       team.name AS team_name, manager.name AS manager_name,
       (SELECT count(*) FROM reporting_lines below
        WHERE below.org_id = p.org_id AND below.manager_id = p.id AND below.valid_to IS NULL) AS direct_reports,
       -- What the list can be sorted by, never null.
       coalesce(p.job_title, '') AS job_title_order,
       coalesce(p.start_date, '0001-01-01') AS start_date_order,
       CASE WHEN p.id = current_person() THEN 'own'
            WHEN actor_is_admin() THEN 'organisation'
            WHEN actor_manages() AND EXISTS (
                SELECT FROM reporting_closure c
                WHERE c.org_id = p.org_id AND c.manager_id = current_person() AND c.report_id = p.id) THEN 'report'
            ELSE 'view' END AS relation
FROM people p
LEFT JOIN reporting_lines line ON line.org_id = p.org_id AND line.person_id = p.id AND line.valid_to IS NULL
LEFT JOIN people manager ON manager.org_id = line.org_id AND manager.id = line.manager_id
LEFT JOIN teams team ON team.org_id = p.org_id AND team.id = p.team_id
WHERE p.org_id = current_org()
  AND (actor_is_admin()
       OR p.id = current_person()
       OR (actor_manages() AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = p.org_id AND c.manager_id = current_person() AND c.report_id = p.id))
       OR (p.status <> 'deactivated'
           AND ((SELECT o.directory FROM organisations o WHERE o.org_id = current_org()) = 'organisation'
                OR EXISTS (
                    SELECT FROM reporting_closure c
                    WHERE c.org_id = p.org_id AND c.report_id = current_person() AND c.manager_id = p.id))));
GRANT SELECT ON visible_people TO pt_app, pt_jobs;
ALTER TABLE people DROP COLUMN erased_at;
DROP TABLE erasures;
