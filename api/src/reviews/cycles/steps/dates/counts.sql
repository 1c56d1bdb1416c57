-- Of the cycle $1: for how many people peers are to be settled, a rating is missing, something is to be given, and an answer
-- is asked for. Of a draft each is everybody whom it takes in.
SELECT c.sharing_since,
       CASE c.stage WHEN 'draft' THEN a.people ELSE k.to_settle END AS to_settle,
       CASE c.stage WHEN 'draft' THEN a.people ELSE k.to_rate END AS to_rate,
       CASE c.stage WHEN 'draft' THEN a.people ELSE k.to_release END AS to_release,
       CASE c.stage WHEN 'draft' THEN a.people ELSE k.to_answer END AS to_answer
FROM review_cycles c
CROSS JOIN LATERAL (
    SELECT count(*) AS people FROM review_audience($1) WHERE c.stage = 'draft'
) a
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE NOT p.peers_settled AND p.ended IS NULL) AS to_settle,
           count(*) FILTER (WHERE p.final_rating IS NULL AND NOT p.not_rated AND p.ended IS NULL) AS to_rate,
           count(*) FILTER (WHERE p.state = 'collecting' AND p.withheld_at IS NULL) AS to_release,
           count(*) FILTER (WHERE p.state <> 'acknowledged') AS to_answer
    FROM review_packets p WHERE p.org_id = c.org_id AND p.cycle_id = c.id
) k
WHERE c.org_id = current_org() AND c.id = $1
