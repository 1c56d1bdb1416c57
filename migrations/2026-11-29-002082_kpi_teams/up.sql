-- A team can answer for a KPI in place of a person. Its lead owns it then, whoever that is; everybody in the team, or in one
-- below it, measures it.
ALTER TABLE kpis
    ADD COLUMN team_answers boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT kpis_answering_team_required CHECK (NOT team_answers OR team_id IS NOT NULL);

-- Another lead, however it was changed, owns what their team answers for.
CREATE FUNCTION hand_kpis_to_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE kpis SET owner_id = NEW.lead_id, version = version + 1, updated_at = now()
    WHERE org_id = NEW.org_id AND team_id = NEW.id AND team_answers AND owner_id <> NEW.lead_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER teams_hand_kpis_to_lead AFTER UPDATE OF lead_id ON teams
    FOR EACH ROW WHEN (NEW.lead_id IS NOT NULL AND NEW.lead_id IS DISTINCT FROM OLD.lead_id)
    EXECUTE FUNCTION hand_kpis_to_lead();

-- Who may measure because their team answers stands to it as to what was shared for changing: they open it to nobody.
CREATE OR REPLACE VIEW visible_kpis WITH (security_invoker = true) AS
SELECT k.org_id, k.id, k.name, k.description, k.owner_id, k.team_id, k.visibility, k.kind, k.unit, k.decimals,
       k.direction, k.target_value, k.low_value, k.high_value, k.watch_value, k.unhealthy_value, k.hard_value,
       k.frequency, k.aggregation, k.formula, k.missing, k.archived_at, k.created_at, k.updated_at, k.version,
       k.value, k.value_on, now_in.state,
       owner.name AS owner_name, team.name AS team_name,
       -- What the list can be sorted by: worst first.
       CASE now_in.state WHEN 'unhealthy' THEN 0 WHEN 'watch' THEN 1 WHEN 'no_data' THEN 2 ELSE 3 END AS state_order,
       reach.relation, k.team_answers
FROM kpis k
LEFT JOIN people owner ON owner.org_id = k.org_id AND owner.id = k.owner_id
LEFT JOIN teams team ON team.org_id = k.org_id AND team.id = k.team_id
CROSS JOIN LATERAL (SELECT k.state_then[width_bucket((SELECT current_day()), k.state_from)] AS state) now_in
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN k.owner_id = current_person() THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND k.visibility <> 'private'
            AND EXISTS (SELECT FROM reporting_closure c
                        WHERE c.org_id = k.org_id AND c.manager_id = current_person() AND c.report_id = k.owner_id)
            THEN 'report'
        WHEN k.team_answers
            AND EXISTS (SELECT FROM people me
                        JOIN team_closure t ON t.org_id = me.org_id AND t.team_id = me.team_id
                        WHERE me.org_id = k.org_id AND me.id = current_person() AND t.above_id = k.team_id)
            THEN 'edit'
        ELSE coalesce(
            (SELECT CASE max(CASE s.level WHEN 'edit' THEN 3 WHEN 'comment' THEN 2 ELSE 1 END)
                        WHEN 3 THEN 'edit' WHEN 2 THEN 'comment' WHEN 1 THEN 'view' END
             FROM shares s
             WHERE s.org_id = k.org_id AND s.kpi_id = k.id AND s.revoked_at IS NULL
               AND (s.ends_at IS NULL OR s.ends_at > now())
               AND (s.grantee_kind = 'organisation'
                    OR s.person_id = current_person()
                    OR EXISTS (SELECT FROM people me
                               JOIN team_closure t ON t.org_id = me.org_id AND t.team_id = me.team_id
                               WHERE me.org_id = k.org_id AND me.id = current_person() AND t.above_id = s.team_id))),
            CASE WHEN k.visibility = 'organisation' THEN 'view'
                 WHEN k.visibility = 'team'
                    AND EXISTS (SELECT FROM people me
                                JOIN team_closure t ON t.org_id = me.org_id AND t.team_id = me.team_id
                                WHERE me.org_id = k.org_id AND me.id = current_person() AND t.above_id = k.team_id)
                    THEN 'view' END)
        END AS relation
) reach
WHERE k.org_id = current_org() AND reach.relation IS NOT NULL;
