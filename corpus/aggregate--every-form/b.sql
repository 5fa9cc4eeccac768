CREATE SCHEMA maths;
CREATE TYPE maths.pair AS (n bigint, total numeric);
CREATE FUNCTION maths.step(maths.pair, numeric) RETURNS maths.pair LANGUAGE sql IMMUTABLE AS $$ SELECT ROW($1.n + 1, $1.total + $2)::maths.pair $$;
CREATE FUNCTION maths.back(maths.pair, numeric) RETURNS maths.pair LANGUAGE sql IMMUTABLE AS $$ SELECT ROW($1.n - 1, $1.total - $2)::maths.pair $$;
CREATE FUNCTION maths.join_pairs(maths.pair, maths.pair) RETURNS maths.pair LANGUAGE sql IMMUTABLE AS $$ SELECT ROW($1.n + $2.n, $1.total + $2.total)::maths.pair $$;
CREATE FUNCTION maths.mean(maths.pair) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT $1.total / nullif($1.n, 0) $$;
CREATE FUNCTION maths.mean_extra(maths.pair, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT $1.total $$;
CREATE AGGREGATE maths.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE AGGREGATE maths.counted(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0', PARALLEL = SAFE, COMBINEFUNC = int8pl);
CREATE AGGREGATE maths.everything(value numeric) (SFUNC = maths.step, STYPE = maths.pair, SSPACE = 40, FINALFUNC = maths.mean,
    FINALFUNC_MODIFY = SHAREABLE, COMBINEFUNC = maths.join_pairs, INITCOND = '(0,0)', MSFUNC = maths.step, MINVFUNC = maths.back,
    MSTYPE = maths.pair, MSSPACE = 50, MFINALFUNC = maths.mean, MFINALFUNC_MODIFY = READ_WRITE, MINITCOND = '(0,0)', PARALLEL = RESTRICTED);
CREATE AGGREGATE maths.with_extra(numeric) (SFUNC = maths.step, STYPE = maths.pair, FINALFUNC = maths.mean_extra, FINALFUNC_EXTRA, INITCOND = '(0,0)');
CREATE AGGREGATE maths.smallest(integer) (SFUNC = int4smaller, STYPE = integer, SORTOP = <);
CREATE AGGREGATE maths.collected(anycompatible) (SFUNC = array_append, STYPE = anycompatiblearray, INITCOND = '{}');
CREATE AGGREGATE maths.variance_parts(double precision) (SFUNC = float8_accum, STYPE = double precision[], FINALFUNC = float8_avg, INITCOND = '{0,0,0}');
CREATE AGGREGATE maths.serialised(bigint) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_avg, COMBINEFUNC = int8_avg_combine,
    SERIALFUNC = int8_avg_serialize, DESERIALFUNC = int8_avg_deserialize, PARALLEL = SAFE);
CREATE FUNCTION maths.all_of(text, VARIADIC text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1 || array_to_string($2, ',') $$;
CREATE AGGREGATE maths.many(VARIADIC items text[]) (SFUNC = maths.all_of, STYPE = text, INITCOND = 'it''s: ');
CREATE AGGREGATE maths.percentile(double precision ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal,
    FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = READ_ONLY);
CREATE AGGREGATE maths.most_common(ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = mode_final, FINALFUNC_EXTRA);
CREATE AGGREGATE maths.rank_of(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal,
    FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
CREATE AGGREGATE "Weird ""Aggregate"(integer) (SFUNC = int4pl, STYPE = integer);
CREATE VIEW uses AS SELECT maths.total(n) AS total, maths.counted(*) AS counted FROM generate_series(1, 3) n;
COMMENT ON AGGREGATE maths.total(integer) IS 'it''s a sum';
COMMENT ON AGGREGATE maths.counted(*) IS 'of no argument';
COMMENT ON AGGREGATE maths.percentile(double precision ORDER BY anyelement) IS 'ordered-set';
COMMENT ON AGGREGATE maths.rank_of(VARIADIC "any" ORDER BY VARIADIC "any") IS 'hypothetical';
ALTER AGGREGATE maths.total(integer) OWNER TO pgmend_owner;
ALTER AGGREGATE maths.counted(*) OWNER TO pgmend_owner;
GRANT EXECUTE ON FUNCTION maths.total(integer) TO pgmend_reader;
REVOKE EXECUTE ON FUNCTION maths.counted() FROM PUBLIC;
