-- Heads and chiefs are asked for more; a little of it depends on the job and the competency. What is of a track is asked of the
-- jobs on it.
INSERT INTO expected_levels (org_id, job_title, competency_id, level)
SELECT j.org_id, j.job_title, c.id,
       least(5, CASE WHEN j.job_title ~ 'Chief' THEN 4 WHEN j.job_title ~ 'Head|Lead|Director|Senior' THEN 3 ELSE 2 END
                + ('x' || left(md5(concat(j.job_title, c.name)), 2))::bit(8)::int % 2)
FROM (SELECT DISTINCT p.org_id, p.job_title FROM people p WHERE p.org_id = current_org() AND p.job_title IS NOT NULL) j
JOIN competencies c ON c.org_id = j.org_id
    AND (c.track_id IS NULL OR EXISTS (
        SELECT FROM track_jobs t WHERE t.org_id = j.org_id AND t.job_title = j.job_title AND t.track_id = c.track_id))
