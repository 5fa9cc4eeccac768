CREATE TABLE p (id integer, key text);
CREATE TABLE keyed (PRIMARY KEY (id, key)) INHERITS (p);
CREATE TABLE keeps (key text NOT NULL) INHERITS (p);
CREATE TABLE loses () INHERITS (p);
CREATE TABLE below (key text NOT NULL) INHERITS (loses);
CREATE TABLE q (id integer, key text);
