-- Which of what is named as evidence is the person's own and may be opened by the actor, by its place from 1.
SELECT n.place
FROM unnest($3::text[], $4::uuid[]) WITH ORDINALITY AS n (kind, id, place)
WHERE CASE n.kind
    WHEN 'objective' THEN EXISTS (
        SELECT FROM visible_objectives o
        WHERE o.org_id = $1 AND o.id = n.id AND o.owner_id = $2)
    WHEN 'praise' THEN EXISTS (
        SELECT FROM visible_praise a
        JOIN praise_recipients r ON r.org_id = a.org_id AND r.praise_id = a.id
        WHERE a.org_id = $1 AND a.id = n.id AND a.taken_down_at IS NULL AND r.person_id = $2)
    ELSE EXISTS (
        SELECT FROM development_steps s
        JOIN visible_developments d ON d.org_id = s.org_id AND d.id = s.person_id
        WHERE s.org_id = $1 AND s.id = n.id AND s.person_id = $2)
    END
