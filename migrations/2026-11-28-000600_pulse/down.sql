DROP VIEW visible_pulse_groups, visible_pulses;
DROP TABLE pulse_texts, pulse_cells, pulse_ballots, pulse_invitations, pulse_groups, pulse_exclusions, pulse_questions, pulse_surveys;
