WITH RECURSIVE line AS (
    SELECT o.id, o.parent_id, o.state, o.starts_on, o.roll_up FROM objectives o WHERE o.org_id = $1 AND o.id = ANY($2)
    UNION
    SELECT o.id, o.parent_id, o.state, o.starts_on, o.roll_up
    FROM line l JOIN objectives o ON o.org_id = $1 AND o.id = l.parent_id
)
SELECT id, parent_id, state, starts_on, roll_up FROM line
