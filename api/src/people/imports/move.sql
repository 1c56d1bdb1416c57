UPDATE reporting_lines SET valid_to = now() WHERE org_id = $1 AND person_id = ANY ($2) AND valid_to IS NULL
