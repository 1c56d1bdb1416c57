SELECT seq, hash, linked_since FROM audit_heads WHERE org_id = $1
