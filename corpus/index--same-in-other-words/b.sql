CREATE TABLE t (id integer, a text, b text, c jsonb);
CREATE INDEX five ON t USING gin (c jsonb_ops);
CREATE INDEX four ON t USING btree (lower((a)::text) text_ops ASC) WHERE (b = ANY (ARRAY['x'::text, 'y'::text]));
CREATE INDEX three ON t (((a || b)) NULLS LAST);
CREATE INDEX two ON t (a DESC NULLS FIRST, b ASC NULLS LAST);
CREATE INDEX one ON t USING btree (a COLLATE "default" text_ops ASC NULLS LAST);
ALTER TABLE t ADD CONSTRAINT six UNIQUE (id);
