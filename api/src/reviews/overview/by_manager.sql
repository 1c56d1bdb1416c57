-- Of the cycle $1, today being $2: what the actor sees of the people whom each manager leads directly now.
-- What is late first, then what is to be done, most first, then by name; a page of $7 after $3 to $6.
WITH counted AS (
    SELECT k.manager_id, count(*) AS people, count(*) FILTER (WHERE k.peers_settled) AS nominated,
           sum(k.reviews)::bigint AS reviews, sum(k.submitted)::bigint AS submitted,
           count(*) FILTER (WHERE k.state <> 'collecting') AS released,
           count(*) FILTER (WHERE k.state = 'acknowledged') AS acknowledged,
           count(*) FILTER (WHERE k.acknowledgement = 'disagree') AS disagreed, 0::bigint AS to_do, 0::bigint AS late
    FROM visible_review_packets k
    WHERE k.org_id = current_org() AND k.cycle_id = $1 AND k.manager_id IS NOT NULL
    GROUP BY k.manager_id
    UNION ALL
    SELECT d.manager_id, 0, 0, 0, 0, 0, 0, 0, count(*), count(*) FILTER (WHERE d.due_on < $2)
    FROM visible_review_duties d
    WHERE d.org_id = current_org() AND d.cycle_id = $1 AND d.manager_id IS NOT NULL
    GROUP BY d.manager_id
), listed AS (
    SELECT m.id, m.name, lower(m.name COLLATE "default") COLLATE "C" AS sorted,
           sum(n.people)::bigint AS people, sum(n.nominated)::bigint AS nominated,
           sum(n.reviews)::bigint AS reviews, sum(n.submitted)::bigint AS submitted, sum(n.released)::bigint AS released,
           sum(n.acknowledged)::bigint AS acknowledged, sum(n.disagreed)::bigint AS disagreed,
           sum(n.to_do)::bigint AS to_do, sum(n.late)::bigint AS late
    FROM counted n
    JOIN people m ON m.org_id = current_org() AND m.id = n.manager_id
    GROUP BY m.id, m.name
)
SELECT id, name, sorted, people, nominated, reviews, submitted, released, acknowledged, disagreed, to_do, late
FROM listed
WHERE $3 IS NULL OR (-late, -to_do, sorted, id) > ($3, $4, $5, $6)
ORDER BY -late, -to_do, sorted, id
LIMIT $7
