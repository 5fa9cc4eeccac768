CREATE TABLE memo (gone_1 integer, id bigint, gone_2 text, body character varying(80) NOT NULL, at timestamp with time zone);
ALTER TABLE memo DROP COLUMN gone_1, DROP COLUMN gone_2;
CREATE INDEX memo_at ON memo (at);
ALTER TABLE memo ADD CONSTRAINT memo_body CHECK (body <> '');
