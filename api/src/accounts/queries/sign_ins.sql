SELECT s.at, s.kind, s.by_other, s.device, s.address
FROM visible_sign_ins s
WHERE s.org_id = $1 AND s.at > now() - make_interval(days => $2)
ORDER BY s.at DESC, s.id DESC
LIMIT $3
