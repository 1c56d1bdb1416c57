-- Likeness of words, for searches that forgive a typo. No index of trigrams: what it would be asked comes after the
-- fence of row-level security, which reads an organisation's rows by keys that lead with it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- How well a name answers a search: 3 if it begins with it, 2 if one of its words does, 1.5 if it stands inside, below
-- 1 if it is merely like it, 0 if it isn't.
CREATE FUNCTION likeness(wanted text, name text) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN starts_with(lower(name), lower(wanted)) THEN 3
        WHEN position(' ' || lower(wanted) IN lower(name)) > 0 THEN 2
        WHEN position(lower(wanted) IN lower(name)) > 0 THEN 1.5
        WHEN word_similarity(wanted, name) >= 0.45 THEN word_similarity(wanted, name)
        ELSE 0 END;
GRANT EXECUTE ON FUNCTION likeness TO pt_app;
