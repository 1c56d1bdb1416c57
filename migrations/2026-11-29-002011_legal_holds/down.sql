DROP FUNCTION delete_kept;
REVOKE SELECT (kind) ON retention_rules FROM pt_closer;
REVOKE SELECT (id) ON weekly_check_ins, feedback, review_packets, meetings, objectives, assessments, development_steps,
    level_proposals, improvement_plans FROM pt_closer;
REVOKE SELECT (cycle_id, subject_id) ON review_packets FROM pt_closer;
REVOKE SELECT (id, packet_id) ON reviews, calibration_cards FROM pt_closer;
REVOKE SELECT (review_id) ON review_submissions, review_appointments FROM pt_closer;
REVOKE SELECT (packet_id) ON review_nominations, review_disputes, review_handovers, review_externals, review_papers,
    review_addenda, review_withdrawals, calibration_changes FROM pt_closer;
REVOKE SELECT (card_id) ON calibration_votes FROM pt_closer;
REVOKE SELECT (meeting_id) ON agenda_items, action_items, private_notes, meeting_openings FROM pt_closer;
REVOKE SELECT (id, objective_id) ON key_results FROM pt_closer;
REVOKE SELECT (key_result_id) ON check_ins FROM pt_closer;
REVOKE SELECT (objective_id) ON objective_versions FROM pt_closer;
REVOKE SELECT (proposal_id) ON level_evidence FROM pt_closer;
REVOKE SELECT (plan_id) ON improvement_sections, improvement_notes, improvement_acts FROM pt_closer;
DROP TABLE legal_holds;
