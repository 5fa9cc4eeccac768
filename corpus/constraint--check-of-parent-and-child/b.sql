CREATE TABLE p (a integer, CONSTRAINT changes CHECK (a > 0), CONSTRAINT comes CHECK (a > 2));
CREATE TABLE c (b integer, CONSTRAINT changes CHECK (a > 0), CONSTRAINT comes CHECK (a > 2), CONSTRAINT child_keeps CHECK (a > 3)) INHERITS (p);
CREATE TABLE d () INHERITS (c);
