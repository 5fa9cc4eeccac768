CREATE TABLE note (id integer PRIMARY KEY, kind text, body text, lang text);
CREATE VIEW memo AS SELECT id, kind, body, lang FROM note;
ALTER VIEW memo ALTER COLUMN kind SET DEFAULT 'Memo';
ALTER VIEW memo ALTER COLUMN lang SET DEFAULT 'en';
