CREATE SEQUENCE one_seq;
CREATE SEQUENCE two_seq;
CREATE TABLE t (one bigint DEFAULT nextval('two_seq'), two bigint, three bigint DEFAULT nextval('one_seq'));
ALTER SEQUENCE one_seq OWNED BY t.three;
ALTER SEQUENCE two_seq OWNED BY t.one;
