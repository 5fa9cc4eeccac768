CREATE TABLE other (id integer);
CREATE TABLE parent (a integer, b integer);
ALTER TABLE parent ADD CONSTRAINT parents_a NOT NULL a NOT VALID;
ALTER TABLE parent ADD CONSTRAINT parent_b NOT NULL b NOT VALID;
CREATE TABLE child () INHERITS (parent);
ALTER TABLE child VALIDATE CONSTRAINT parents_a;
CREATE TABLE sound (a integer NOT NULL);
CREATE TABLE of_both () INHERITS (parent, sound);
