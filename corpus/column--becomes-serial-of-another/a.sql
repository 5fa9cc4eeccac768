CREATE SEQUENCE one_seq;
CREATE SEQUENCE two_seq;
CREATE TABLE t (one bigint DEFAULT nextval('one_seq'), two bigint DEFAULT nextval('two_seq'), three bigint);
ALTER SEQUENCE one_seq OWNED BY t.one;
ALTER SEQUENCE two_seq OWNED BY t.two;
