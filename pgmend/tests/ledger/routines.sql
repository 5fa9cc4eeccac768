CREATE FUNCTION shop.note(p text) RETURNS text LANGUAGE plpgsql AS $fn$
-- a remark: with :name, 100%, ${placeholder}, "quotes" '''
BEGIN
    RETURN p || E'\\t:x %' || '"""' || '#{y}' || $$a\b\:c$$ || p::text;
END $fn$;
