CREATE TABLE dept (id integer PRIMARY KEY);
CREATE TABLE employee (id integer PRIMARY KEY, name text);
CREATE FUNCTION on_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER watch BEFORE UPDATE OF name ON employee FOR EACH ROW EXECUTE FUNCTION on_change();
CREATE VIEW payroll AS SELECT id, name FROM employee;
GRANT SELECT (name) ON employee TO pgmend_writer;
