CREATE SCHEMA "Weird ""Schema";
CREATE FUNCTION public.cmp(integer, bigint) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT btint48cmp($1, $2) $$;
CREATE FUNCTION public.lt(integer, bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 < $2 $$;
CREATE OPERATOR public.<<< (leftarg = integer, rightarg = bigint, function = public.lt);
CREATE OPERATOR FAMILY public.empty USING hash;
CREATE OPERATOR FAMILY "Weird ""Schema"."select 🐘" USING btree;
ALTER OPERATOR FAMILY "Weird ""Schema"."select 🐘" USING btree ADD
    OPERATOR 1 public.<<< (integer, bigint), OPERATOR 3 = (integer, bigint), FUNCTION 1 (integer, bigint) public.cmp(integer, bigint);
ALTER OPERATOR FAMILY public.empty USING hash OWNER TO pgmend_owner;
COMMENT ON OPERATOR FAMILY "Weird ""Schema"."select 🐘" USING btree IS 'it''s loose';
CREATE TABLE public.t (a integer, b bigint);
