-- Two of its paragraphs were answered by the first Admin; the author of one wrote back.
WITH answered AS (
    SELECT t.org_id, t.id, s.closed_on, row_number() OVER (ORDER BY g.place, t.body, t.id) AS n
    FROM pulse_texts t
    JOIN pulse_surveys s ON s.org_id = t.org_id AND s.id = t.survey_id
    JOIN pulse_groups g ON g.org_id = t.org_id AND g.id = t.group_id
    WHERE t.org_id = current_org() AND t.thread_lock IS NOT NULL
)
INSERT INTO pulse_thread_messages (org_id, text_id, place, author_id, day, body)
SELECT a.org_id, a.id, m.place, CASE WHEN m.is_ours THEN current_person() END, a.closed_on + m.after, m.body
FROM answered a
JOIN (VALUES
    (1, 0, true, 3, 'Thank you for saying so. Which day of the week would help you most?'),
    (1, 1, false, 6, 'Wednesday. Mondays are full as it is.'),
    (1, 2, true, 9, 'We try it from next month on, and ask again in the pulse after.'),
    (2, 0, true, 4, 'I take this to the next meeting of the leads, and tell everybody what comes of it.')
) AS m (n, place, is_ours, after, body) ON m.n = a.n
