CREATE FUNCTION y_valid(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 <> '' $$;
CREATE DOMAIN x_code AS text CONSTRAINT x_code_valid CHECK (y_valid(VALUE));
CREATE TABLE w_source (id integer, code x_code);
CREATE FUNCTION v_code(w_source) RETURNS x_code LANGUAGE sql IMMUTABLE AS $$ SELECT $1.code $$;
CREATE FUNCTION u_default(w_source DEFAULT ROW(1, 'new')) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT public.v_code($1)::text $$;
CREATE TABLE z_first (id integer PRIMARY KEY, code text DEFAULT u_default());
