-- That nothing about somebody may be deleted, or nothing of the whole organisation, and why. Who lifts it says why too; the row
-- stays.
CREATE TABLE legal_holds (
    org_id        uuid        NOT NULL,
    id            uuid        NOT NULL,
    person_id     uuid,                 -- null: the whole organisation
    reason        text        NOT NULL,
    placed_by     uuid        NOT NULL,
    placed_at     timestamptz NOT NULL DEFAULT org_now(),
    lifted_by     uuid,
    lifted_at     timestamptz,
    lifted_reason text,
    PRIMARY KEY (org_id, id),
    CONSTRAINT legal_holds_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT legal_holds_placed_by FOREIGN KEY (org_id, placed_by) REFERENCES people (org_id, id),
    CONSTRAINT legal_holds_lifted_by FOREIGN KEY (org_id, lifted_by) REFERENCES people (org_id, id),
    CONSTRAINT legal_holds_lifted CHECK (num_nonnulls(lifted_by, lifted_at, lifted_reason) IN (0, 3))
);
CREATE INDEX legal_holds_by_person ON legal_holds (org_id, person_id);
CREATE INDEX legal_holds_by_placer ON legal_holds (org_id, placed_by);
CREATE INDEX legal_holds_by_lifter ON legal_holds (org_id, lifted_by);
SELECT protect('legal_holds', 'SELECT, INSERT, UPDATE');

-- What delete_kept has to read, so as to find what it deletes.
GRANT SELECT (kind) ON retention_rules TO pt_closer;
GRANT SELECT (person_id, lifted_at) ON legal_holds TO pt_closer;
GRANT SELECT (id) ON weekly_check_ins, feedback, review_packets, meetings, objectives, assessments, development_steps,
    level_proposals, improvement_plans TO pt_closer;
GRANT SELECT (cycle_id, subject_id) ON review_packets TO pt_closer;
GRANT SELECT (id, packet_id) ON reviews, calibration_cards TO pt_closer;
GRANT SELECT (review_id) ON review_submissions, review_appointments TO pt_closer;
GRANT SELECT (packet_id) ON review_nominations, review_disputes, review_handovers, review_externals, review_papers,
    review_addenda, review_withdrawals, calibration_changes TO pt_closer;
GRANT SELECT (card_id) ON calibration_votes TO pt_closer;
GRANT SELECT (meeting_id) ON agenda_items, action_items, private_notes, meeting_openings TO pt_closer;
GRANT SELECT (id, objective_id) ON key_results TO pt_closer;
GRANT SELECT (key_result_id) ON check_ins TO pt_closer;
GRANT SELECT (objective_id) ON objective_versions TO pt_closer;
GRANT SELECT (proposal_id) ON level_evidence TO pt_closer;
GRANT SELECT (plan_id) ON improvement_sections, improvement_notes, improvement_acts TO pt_closer;

-- Deletes these of one kind, with all that hangs on them, where the organisation that the transaction is bound to has a rule for
-- the kind and no hold on all it has; how many. It runs as pt_closer, since the server's own role may take away nothing of what
-- was handed in, agreed or measured.
CREATE FUNCTION delete_kept(org uuid, what text, ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    gone integer;
    more integer;
BEGIN
    IF org IS DISTINCT FROM nullif(current_setting('app.org_id', true), '')::uuid THEN
        RAISE EXCEPTION 'another organisation is entered' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT FROM public.retention_rules r WHERE r.org_id = org AND r.kind = what)
       OR EXISTS (SELECT FROM public.legal_holds h WHERE h.org_id = org AND h.person_id IS NULL AND h.lifted_at IS NULL) THEN
        RAISE EXCEPTION 'no rule deletes this' USING ERRCODE = 'insufficient_privilege';
    END IF;
    CASE what
    WHEN 'weekly_check_ins' THEN
        DELETE FROM public.weekly_check_ins w WHERE w.org_id = org AND w.id = ANY (ids);
        GET DIAGNOSTICS gone = ROW_COUNT;
    WHEN 'feedback' THEN
        DELETE FROM public.feedback f WHERE f.org_id = org AND f.id = ANY (ids);
        GET DIAGNOSTICS gone = ROW_COUNT;
    WHEN 'reviews' THEN
        DELETE FROM public.review_submissions s USING public.reviews r
        WHERE s.org_id = org AND r.org_id = org AND r.id = s.review_id AND r.packet_id = ANY (ids);
        DELETE FROM public.review_appointments a USING public.reviews r
        WHERE a.org_id = org AND r.org_id = org AND r.id = a.review_id AND r.packet_id = ANY (ids);
        DELETE FROM public.calibration_votes v USING public.calibration_cards c
        WHERE v.org_id = org AND c.org_id = org AND c.id = v.card_id AND c.packet_id = ANY (ids);
        DELETE FROM public.calibration_cards c WHERE c.org_id = org AND c.packet_id = ANY (ids);
        DELETE FROM public.calibration_changes c WHERE c.org_id = org AND c.packet_id = ANY (ids);
        DELETE FROM public.reviews r WHERE r.org_id = org AND r.packet_id = ANY (ids);
        DELETE FROM public.review_nominations n WHERE n.org_id = org AND n.packet_id = ANY (ids);
        DELETE FROM public.review_disputes d WHERE d.org_id = org AND d.packet_id = ANY (ids);
        DELETE FROM public.review_handovers h WHERE h.org_id = org AND h.packet_id = ANY (ids);
        DELETE FROM public.review_externals e WHERE e.org_id = org AND e.packet_id = ANY (ids);
        DELETE FROM public.review_papers p WHERE p.org_id = org AND p.packet_id = ANY (ids);
        DELETE FROM public.review_addenda a WHERE a.org_id = org AND a.packet_id = ANY (ids);
        DELETE FROM public.review_withdrawals w WHERE w.org_id = org AND w.packet_id = ANY (ids);
        -- These two tables come with later migrations.
        DELETE FROM public.review_pauses z WHERE z.org_id = org AND z.packet_id = ANY (ids);
        DELETE FROM public.review_waivers w USING public.review_packets p
        WHERE w.org_id = org AND p.org_id = org AND p.id = ANY (ids) AND w.cycle_id = p.cycle_id
          AND w.person_id = p.subject_id;
        DELETE FROM public.review_packets p WHERE p.org_id = org AND p.id = ANY (ids);
        GET DIAGNOSTICS gone = ROW_COUNT;
    WHEN 'one_on_ones' THEN
        DELETE FROM public.agenda_items a WHERE a.org_id = org AND a.meeting_id = ANY (ids);
        DELETE FROM public.action_items a WHERE a.org_id = org AND a.meeting_id = ANY (ids);
        DELETE FROM public.private_notes n WHERE n.org_id = org AND n.meeting_id = ANY (ids);
        DELETE FROM public.meeting_openings o WHERE o.org_id = org AND o.meeting_id = ANY (ids);
        DELETE FROM public.meetings m WHERE m.org_id = org AND m.id = ANY (ids);
        GET DIAGNOSTICS gone = ROW_COUNT;
    WHEN 'goals' THEN
        DELETE FROM public.check_ins c USING public.key_results k
        WHERE c.org_id = org AND k.org_id = org AND k.id = c.key_result_id AND k.objective_id = ANY (ids);
        DELETE FROM public.key_results k WHERE k.org_id = org AND k.objective_id = ANY (ids);
        DELETE FROM public.objective_versions v WHERE v.org_id = org AND v.objective_id = ANY (ids);
        -- Comments, shares, links and computations go with it by their foreign keys.
        DELETE FROM public.objectives o WHERE o.org_id = org AND o.id = ANY (ids);
        GET DIAGNOSTICS gone = ROW_COUNT;
    WHEN 'development' THEN
        DELETE FROM public.assessments a WHERE a.org_id = org AND a.id = ANY (ids);
        GET DIAGNOSTICS gone = ROW_COUNT;
        DELETE FROM public.development_steps s WHERE s.org_id = org AND s.id = ANY (ids);
        GET DIAGNOSTICS more = ROW_COUNT;
        gone := gone + more;
        DELETE FROM public.level_evidence e WHERE e.org_id = org AND e.proposal_id = ANY (ids);
        DELETE FROM public.level_proposals p WHERE p.org_id = org AND p.id = ANY (ids);
        GET DIAGNOSTICS more = ROW_COUNT;
        gone := gone + more;
    WHEN 'improvement_plans' THEN
        DELETE FROM public.improvement_sections s WHERE s.org_id = org AND s.plan_id = ANY (ids);
        DELETE FROM public.improvement_notes n WHERE n.org_id = org AND n.plan_id = ANY (ids);
        DELETE FROM public.improvement_acts a WHERE a.org_id = org AND a.plan_id = ANY (ids);
        DELETE FROM public.improvement_plans p WHERE p.org_id = org AND p.id = ANY (ids);
        GET DIAGNOSTICS gone = ROW_COUNT;
    END CASE;
    RETURN gone;
END
$$;
GRANT CREATE ON SCHEMA public TO pt_closer; -- an owner needs it for a moment
ALTER FUNCTION delete_kept OWNER TO pt_closer;
REVOKE CREATE ON SCHEMA public FROM pt_closer;
REVOKE EXECUTE ON FUNCTION delete_kept FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delete_kept TO pt_app, pt_jobs;
