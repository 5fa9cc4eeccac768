CREATE TABLE thing (id integer, title text);
CREATE TABLE log (item integer, label text);
CREATE RULE thing_log AS ON UPDATE TO thing WHERE OLD.title <> NEW.title DO ALSO INSERT INTO log VALUES (NEW.id, NEW.title);
COMMENT ON RULE thing_log ON thing IS 'stays';
