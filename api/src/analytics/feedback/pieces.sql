-- Praise and private feedback said in spans of days. $1 organisation; $2, $3 and $4 period, first and last day of each
-- span; $5 team or null and $6 person or null of those it is about; $7 whether it may be about people the actor doesn't
-- answer for. Who may read a piece is its own view's to say; a note to oneself was said to nobody.
SELECT span.period_id, span.ends_on, piece.*
FROM (
    SELECT p.id, 'praise' AS kind, p.author_id, p.author_name,
           (p.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = $1))::date AS said_on
    FROM visible_praise p
    WHERE p.org_id = $1 AND p.taken_down_at IS NULL
      AND EXISTS (
        SELECT FROM praise_recipients r
        JOIN people about ON about.org_id = r.org_id AND about.id = r.person_id
        WHERE r.org_id = $1 AND r.praise_id = p.id AND ($6 IS NULL OR r.person_id = $6)
          AND ($5 IS NULL OR EXISTS (SELECT FROM team_closure t
                                     WHERE t.org_id = $1 AND t.above_id = $5 AND t.team_id = about.team_id))
          AND ($7 OR r.person_id IN (SELECT v.id FROM visible_people v
                                     WHERE v.org_id = $1 AND v.relation IN ('own', 'report', 'organisation'))))
    UNION ALL
    SELECT f.id, f.kind, f.author_id, f.author_name,
           (f.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = $1))::date
    FROM visible_feedback f
    JOIN people about ON about.org_id = f.org_id AND about.id = f.subject_id
    WHERE f.org_id = $1 AND f.kind IN ('given', 'asked') AND ($6 IS NULL OR f.subject_id = $6)
      AND ($5 IS NULL OR EXISTS (SELECT FROM team_closure t
                                 WHERE t.org_id = $1 AND t.above_id = $5 AND t.team_id = about.team_id))
      AND ($7 OR f.subject_id IN (SELECT v.id FROM visible_people v
                                  WHERE v.org_id = $1 AND v.relation IN ('own', 'report', 'organisation')))
) piece
JOIN unnest($2, $3, $4) AS span (period_id, starts_on, ends_on) ON piece.said_on BETWEEN span.starts_on AND span.ends_on
