ALTER TABLE api_tokens DROP COLUMN drawn;

CREATE OR REPLACE FUNCTION end_one_on_ones_with_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE one_on_ones o SET ended_at = now(), ended_because = 'manager_changed', version = version + 1
    FROM changed_lines l
    WHERE l.valid_to IS NOT NULL AND o.org_id = l.org_id AND o.ended_at IS NULL
      AND (l.person_id, l.manager_id) IN ((o.organiser_id, o.partner_id), (o.partner_id, o.organiser_id))
      AND NOT EXISTS (
        SELECT FROM reporting_lines still
        WHERE still.org_id = l.org_id AND still.person_id = l.person_id AND still.manager_id = l.manager_id
          AND still.valid_to IS NULL);
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION resume_one_on_ones_with_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE one_on_ones o SET ended_at = NULL, ended_because = NULL, version = version + 1
    FROM added_lines l
    WHERE l.valid_to IS NULL AND o.org_id = l.org_id AND o.ended_because = 'manager_changed'
      AND o.ended_at > now() - interval '48 hours'
      AND (l.person_id, l.manager_id) IN ((o.organiser_id, o.partner_id), (o.partner_id, o.organiser_id))
      AND NOT EXISTS ( -- one that was set up since goes on instead, and of several the latest
        SELECT FROM one_on_ones other
        WHERE other.org_id = o.org_id
          AND least(other.organiser_id, other.partner_id) = least(o.organiser_id, o.partner_id)
          AND greatest(other.organiser_id, other.partner_id) = greatest(o.organiser_id, o.partner_id)
          AND (other.ended_at IS NULL OR other.id > o.id));
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION end_one_on_ones_of_leavers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE one_on_ones SET ended_at = now(), ended_because = 'left', version = version + 1
    WHERE org_id = NEW.org_id AND NEW.id IN (organiser_id, partner_id) AND ended_at IS NULL;
    UPDATE meetings m SET guest_id = NULL, version = m.version + 1
    FROM one_on_ones o
    WHERE o.org_id = NEW.org_id AND o.guest_id = NEW.id AND m.org_id = o.org_id AND m.one_on_one_id = o.id
      AND m.guest_id = NEW.id AND m.state IN ('planned', 'skipped');
    UPDATE one_on_ones SET guest_id = NULL WHERE org_id = NEW.org_id AND guest_id = NEW.id;
    RETURN NULL;
END
$$;
