SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT l.id, manager.name AS manager, l.valid_from, l.valid_to
      FROM reporting_lines l
      JOIN visible_people p ON p.org_id = l.org_id AND p.id = l.person_id
      JOIN people manager ON manager.org_id = l.org_id AND manager.id = l.manager_id
      WHERE l.org_id = $1 AND l.person_id = $2
      ORDER BY l.valid_from DESC) part
