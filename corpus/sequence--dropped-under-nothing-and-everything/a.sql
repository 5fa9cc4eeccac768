CREATE SEQUENCE free;
CREATE SEQUENCE survivor;
CREATE TABLE t (id serial PRIMARY KEY, a bigint DEFAULT nextval('free'), b bigint DEFAULT nextval('survivor'));
ALTER SEQUENCE survivor OWNED BY t.b;
