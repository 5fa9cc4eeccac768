CREATE TABLE p (id integer, key text NOT NULL);
CREATE TABLE keyed (PRIMARY KEY (id, key)) INHERITS (p);
CREATE TABLE keeps (key text NOT NULL) INHERITS (p);
CREATE TABLE loses () INHERITS (p);
CREATE TABLE below (key text NOT NULL) INHERITS (loses);
CREATE TABLE goes (PRIMARY KEY (key)) INHERITS (p);
CREATE TABLE q (id integer, key text NOT NULL);
CREATE TABLE goes_too (PRIMARY KEY (key)) INHERITS (q);
