DROP INDEX objectives_by_parent;
CREATE INDEX objectives_by_parent ON objectives (org_id, parent_id);
DROP VIEW answered_objectives;
CREATE OR REPLACE VIEW visible_objectives WITH (security_invoker = true) AS
SELECT o.org_id, o.id, o.level, o.owner_id, o.team_id, o.period_id, o.parent_id, o.title, o.description, o.state,
       o.visibility, o.roll_up, o.weight, o.starts_on, o.ends_on, o.progress, o.computation,
       o.status_then[width_bucket((SELECT current_day()), o.status_from)] AS status,
       o.score, o.score_comment, o.learning, o.closed_at, o.carried_from_id, o.created_at, o.updated_at, o.version,
       owner.name AS owner_name, team.name AS team_name, period.name AS period_name,
       -- What the list can be sorted by, never null.
       coalesce(o.progress, -1) AS progress_order,
       reach.relation
FROM objectives o
LEFT JOIN people owner ON owner.org_id = o.org_id AND owner.id = o.owner_id
LEFT JOIN teams team ON team.org_id = o.org_id AND team.id = o.team_id
LEFT JOIN periods period ON period.org_id = o.org_id AND period.id = o.period_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN o.owner_id = current_person()
            OR EXISTS (SELECT FROM key_results k
                       WHERE k.org_id = o.org_id AND k.owner_id = current_person() AND k.objective_id = o.id) THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND o.visibility <> 'private'
            AND EXISTS (SELECT FROM reporting_closure c
                        WHERE c.org_id = o.org_id AND c.manager_id = current_person() AND c.report_id = o.owner_id)
            THEN 'report'
        ELSE coalesce(
            (SELECT CASE max(CASE s.level WHEN 'edit' THEN 3 WHEN 'comment' THEN 2 ELSE 1 END)
                        WHEN 3 THEN 'edit' WHEN 2 THEN 'comment' WHEN 1 THEN 'view' END
             FROM shares s
             WHERE s.org_id = o.org_id AND s.objective_id = o.id AND s.revoked_at IS NULL
               AND (s.ends_at IS NULL OR s.ends_at > now())
               AND (s.grantee_kind = 'organisation'
                    OR s.person_id = current_person()
                    OR EXISTS (SELECT FROM people me
                               JOIN team_closure t ON t.org_id = me.org_id AND t.team_id = me.team_id
                               WHERE me.org_id = o.org_id AND me.id = current_person() AND t.above_id = s.team_id))),
            CASE WHEN o.state IN ('draft', 'proposed') THEN NULL
                 WHEN o.visibility = 'organisation' THEN 'view'
                 WHEN o.visibility = 'team'
                    AND EXISTS (SELECT FROM people me
                                JOIN team_closure t ON t.org_id = me.org_id AND t.team_id = me.team_id
                                WHERE me.org_id = o.org_id AND me.id = current_person() AND t.above_id = o.team_id)
                    THEN 'view' END)
        END AS relation
) reach
WHERE o.org_id = current_org() AND reach.relation IS NOT NULL;
