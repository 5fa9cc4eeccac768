CREATE TABLE patient (id integer PRIMARY KEY, doctor name NOT NULL, name char(30) NOT NULL, born date);
ALTER TABLE patient ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON patient FOR SELECT USING (doctor = current_user);
CREATE VIEW my_patient WITH (security_invoker = true, security_barrier = true) AS SELECT id, name, born FROM patient;
CREATE VIEW my_child WITH (security_invoker = true) AS SELECT id, name FROM my_patient WHERE born > '2010-01-01';
REVOKE ALL ON my_patient, my_child FROM PUBLIC;
GRANT SELECT ON patient, my_patient TO pgmend_reader;
GRANT SELECT (name) ON my_child TO pgmend_reader;
