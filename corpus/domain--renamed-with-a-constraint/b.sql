CREATE DOMAIN mail AS text CONSTRAINT mail_c CHECK (VALUE ~ '@');
CREATE TABLE t (id integer, mail mail DEFAULT 'a@b'::mail);
CREATE FUNCTION f(m mail) RETURNS mail LANGUAGE sql RETURN m;
