CREATE DOMAIN email AS text CONSTRAINT email_c CHECK (VALUE ~ '@');
CREATE TABLE t (id integer, mail email DEFAULT 'a@b'::email);
CREATE FUNCTION f(m email) RETURNS email LANGUAGE sql RETURN m;
