SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT p.id, (SELECT jsonb_agg(who.name ORDER BY who.name)
                    FROM praise_recipients r JOIN people who ON who.org_id = r.org_id AND who.id = r.person_id
                    WHERE r.org_id = p.org_id AND r.praise_id = p.id) AS "for",
             p.body, p.taken_down_at, p.take_down_reason, p.created_at
      FROM visible_praise p
      WHERE p.org_id = $1 AND p.author_id = $2
      ORDER BY p.created_at DESC) part
