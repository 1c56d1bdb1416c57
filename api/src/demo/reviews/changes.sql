-- A few were moved by a step, as a lot has it that is the same every time.
WITH moved AS (
    SELECT k.org_id, k.id, d.session_id, k.final_rating, k.final_potential, s.created_by, s.created_at,
           row_number() OVER (ORDER BY md5(p.email)) AS place
    FROM calibration_cards d
    JOIN calibration_sessions s ON s.org_id = d.org_id AND s.id = d.session_id
    JOIN review_packets k ON k.org_id = d.org_id AND k.id = d.packet_id
    JOIN people p ON p.org_id = k.org_id AND p.id = k.subject_id
    WHERE d.org_id = current_org() AND k.final_rating BETWEEN 2 AND 4
    ORDER BY md5(p.email) LIMIT 5
), ledger AS (
    INSERT INTO calibration_changes (org_id, id, packet_id, session_id, from_rating, to_rating, from_potential,
                                     to_potential, not_rated, reason, author_id, changed_at)
    SELECT m.org_id, md5(concat('change ', m.id))::uuid, m.id, m.session_id, m.final_rating,
           m.final_rating + CASE WHEN m.place % 2 = 0 THEN 1 ELSE -1 END, m.final_potential, m.final_potential, false,
           (ARRAY[
                'Beside others of the same level it was a good half-year, and not more than that.',
                'Took the second region over in March besides the own work; that was not counted.',
                'The first goal was moved twice, and what was reached is less than the words say.'])[1 + (m.place - 1) % 3],
           m.created_by, m.created_at + interval '1 day'
    FROM moved m
)
UPDATE review_packets k
SET final_rating = k.final_rating + CASE WHEN m.place % 2 = 0 THEN 1 ELSE -1 END
FROM moved m WHERE k.org_id = m.org_id AND k.id = m.id
