-- Search per key press reads an index, never an organisation's rows. Row-level security asks its fence before any operator
-- that might leak, and those of trigrams do: so that pt_app can't use such an index. One function can, as a role that
-- sees nothing but what things are called. It names candidates of the organisation that the transaction has entered;
-- whoever asks joins them with the `visible_…` view, which decides.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX people_search ON people USING gin (org_id, name gin_trgm_ops);
CREATE INDEX objectives_search ON objectives USING gin (org_id, title gin_trgm_ops);
CREATE INDEX key_results_search ON key_results USING gin (org_id, title gin_trgm_ops);
CREATE INDEX kpis_search ON kpis USING gin (org_id, name gin_trgm_ops);
CREATE INDEX praise_search ON praise USING gin (org_id, body gin_trgm_ops);

GRANT USAGE ON SCHEMA public TO pt_search;
GRANT SELECT (org_id, id, name) ON people, kpis TO pt_search;
GRANT SELECT (org_id, id, title) ON objectives, key_results TO pt_search;
GRANT SELECT (org_id, id, body) ON praise TO pt_search;
CREATE POLICY search_reads ON people FOR SELECT TO pt_search USING (true);
CREATE POLICY search_reads ON kpis FOR SELECT TO pt_search USING (true);
CREATE POLICY search_reads ON objectives FOR SELECT TO pt_search USING (true);
CREATE POLICY search_reads ON key_results FOR SELECT TO pt_search USING (true);
CREATE POLICY search_reads ON praise FOR SELECT TO pt_search USING (true);

-- Things of a kind that may be meant, in no order, at most 1,000: those with `wanted` inside, and those like it. Of two
-- letters only beginnings of words are looked for, and of signs alone nothing: neither has a trigram to look up. What is
-- so common that an index would return more than its limit is thinned out: a name typed to its end is not.
CREATE FUNCTION search_candidates(kind text, wanted text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
SET search_path = pg_catalog, public
SET plan_cache_mode = force_custom_plan
-- Comparing a name costs far more than Postgres is told, and looking an entry up far less: left alone it reads all rows.
SET enable_seqscan = off
SET random_page_cost = 1
SET cpu_operator_cost = 0.25
SET gin_fuzzy_search_limit = 20000
SET pg_trgm.word_similarity_threshold = 0.45
AS $$
DECLARE
    org uuid := current_org();
    inside text := '%' || regexp_replace(wanted, '([\\%_])', '\\\1', 'g') || '%';
    long boolean := char_length(wanted) >= 3;
BEGIN
    IF cardinality(show_trgm(wanted)) = 0 THEN
        RETURN;
    ELSIF kind = 'person' THEN
        RETURN QUERY SELECT t.id FROM people t
            WHERE t.org_id = org AND (wanted <% t.name OR (long AND t.name ILIKE inside)) LIMIT 1000;
    ELSIF kind = 'objective' THEN
        RETURN QUERY SELECT t.id FROM objectives t
            WHERE t.org_id = org AND (wanted <% t.title OR (long AND t.title ILIKE inside)) LIMIT 1000;
    ELSIF kind = 'key_result' THEN
        RETURN QUERY SELECT t.id FROM key_results t
            WHERE t.org_id = org AND (wanted <% t.title OR (long AND t.title ILIKE inside)) LIMIT 1000;
    ELSIF kind = 'kpi' THEN
        RETURN QUERY SELECT t.id FROM kpis t
            WHERE t.org_id = org AND (wanted <% t.name OR (long AND t.name ILIKE inside)) LIMIT 1000;
    ELSIF kind = 'praise' THEN
        RETURN QUERY SELECT t.id FROM praise t
            WHERE t.org_id = org AND (wanted <% t.body OR (long AND t.body ILIKE inside)) LIMIT 1000;
    END IF;
END
$$;
GRANT CREATE ON SCHEMA public TO pt_search; -- an owner needs it for a moment
ALTER FUNCTION search_candidates OWNER TO pt_search;
REVOKE CREATE ON SCHEMA public FROM pt_search;
REVOKE EXECUTE ON FUNCTION search_candidates FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_candidates TO pt_app;
