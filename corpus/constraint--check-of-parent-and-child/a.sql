CREATE TABLE p (a integer, CONSTRAINT changes CHECK (a > 1), CONSTRAINT goes CHECK (a > 2), CONSTRAINT child_keeps CHECK (a > 3));
CREATE TABLE c (b integer, CONSTRAINT changes CHECK (a > 1), CONSTRAINT goes CHECK (a > 2), CONSTRAINT own_to_inherited CHECK (a < 100)) INHERITS (p);
CREATE TABLE d () INHERITS (c);
