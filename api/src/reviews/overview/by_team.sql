-- Of the cycle $1, today being $2: what the actor sees of each team, with the teams below it. Added up by the team that
-- people are in before it is carried up the tree, so that a tall tree costs no more than there are teams.
-- What is late first, then what is to be done, most first, then by name; a page of $7 after $3 to $6.
WITH packets AS MATERIALIZED (
    SELECT k.team_id, count(*) AS people, count(*) FILTER (WHERE k.peers_settled) AS nominated,
           sum(k.reviews)::bigint AS reviews, sum(k.submitted)::bigint AS submitted,
           count(*) FILTER (WHERE k.state <> 'collecting') AS released,
           count(*) FILTER (WHERE k.state = 'acknowledged') AS acknowledged,
           count(*) FILTER (WHERE k.acknowledgement = 'disagree') AS disagreed
    FROM visible_review_packets k
    WHERE k.org_id = current_org() AND k.cycle_id = $1 AND k.team_id IS NOT NULL
    GROUP BY k.team_id
), duties AS MATERIALIZED (
    SELECT p.team_id, count(*) AS to_do, count(*) FILTER (WHERE d.due_on < $2) AS late
    FROM visible_review_duties d JOIN people p ON p.org_id = d.org_id AND p.id = d.person_id
    WHERE d.org_id = current_org() AND d.cycle_id = $1 AND p.team_id IS NOT NULL
    GROUP BY p.team_id
), counted AS (
    SELECT team_id, people, nominated, reviews, submitted, released, acknowledged, disagreed, 0::bigint AS to_do,
           0::bigint AS late
    FROM packets
    UNION ALL
    SELECT team_id, 0, 0, 0, 0, 0, 0, 0, to_do, late FROM duties
), listed AS (
    SELECT t.id, t.name, lower(t.name COLLATE "default") COLLATE "C" AS sorted,
           sum(n.people)::bigint AS people, sum(n.nominated)::bigint AS nominated,
           sum(n.reviews)::bigint AS reviews, sum(n.submitted)::bigint AS submitted, sum(n.released)::bigint AS released,
           sum(n.acknowledged)::bigint AS acknowledged, sum(n.disagreed)::bigint AS disagreed,
           sum(n.to_do)::bigint AS to_do, sum(n.late)::bigint AS late
    FROM counted n
    JOIN team_closure up ON up.org_id = current_org() AND up.team_id = n.team_id
    JOIN teams t ON t.org_id = up.org_id AND t.id = up.above_id
    GROUP BY t.id, t.name
)
SELECT id, name, sorted, people, nominated, reviews, submitted, released, acknowledged, disagreed, to_do, late
FROM listed
WHERE $3 IS NULL OR (-late, -to_do, sorted, id) > ($3, $4, $5, $6)
ORDER BY -late, -to_do, sorted, id
LIMIT $7
