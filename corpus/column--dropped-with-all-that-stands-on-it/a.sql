CREATE TABLE dept (id integer PRIMARY KEY);
CREATE TABLE employee (
    id integer PRIMARY KEY,
    name text,
    dept_id integer REFERENCES dept,
    salary numeric(10,2) CHECK (salary > 0),
    badge text UNIQUE,
    CONSTRAINT badge_or_dept CHECK (badge IS NOT NULL OR dept_id IS NOT NULL OR name IS NOT NULL)
);
CREATE INDEX employee_dept ON employee (dept_id);
CREATE INDEX employee_named ON employee (name) WHERE dept_id > 0;
CREATE FUNCTION on_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER watch BEFORE UPDATE OF name, salary ON employee FOR EACH ROW EXECUTE FUNCTION on_change();
CREATE VIEW payroll AS SELECT id, name, salary FROM employee;
CREATE POLICY own ON employee USING (dept_id = 1);
GRANT UPDATE (salary), SELECT (name, salary) ON employee TO pgmend_writer;
COMMENT ON COLUMN employee.salary IS 'gross';
