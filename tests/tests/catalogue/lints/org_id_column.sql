-- Tenant tables begin with org_id: uuid, never null, without default, not generated.
SELECT l.name AS text
FROM listed l
LEFT JOIN pg_attribute a ON a.attrelid = to_regclass(format('public.%I', l.name)) AND a.attname = 'org_id'
WHERE l.kind = 'tenant'
  AND (a.attnum IS DISTINCT FROM 1 OR a.atttypid <> 'uuid'::regtype OR NOT a.attnotnull OR a.atthasdef OR a.attgenerated <> '')
