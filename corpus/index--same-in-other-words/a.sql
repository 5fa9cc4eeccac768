CREATE TABLE t (id integer, a text, b text, c jsonb);
CREATE INDEX one ON t (a);
CREATE INDEX two ON t (a DESC, b);
CREATE INDEX three ON t ((a || b));
CREATE INDEX four ON t (lower(a)) WHERE b IN ('x', 'y');
CREATE INDEX five ON t USING gin (c);
CREATE UNIQUE INDEX six ON t (id);
