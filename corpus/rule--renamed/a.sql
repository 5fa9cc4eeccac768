CREATE TABLE item (id integer, label text);
CREATE TABLE log (item integer, label text);
CREATE RULE item_log AS ON UPDATE TO item WHERE OLD.label <> NEW.label DO ALSO INSERT INTO log VALUES (NEW.id, NEW.label);
COMMENT ON RULE item_log ON item IS 'stays';
