CREATE TABLE doc (id integer PRIMARY KEY, tenant integer, owner text);
CREATE POLICY roles ON doc TO pgmend_reader USING (true);
CREATE POLICY using_changes ON doc FOR SELECT USING (tenant = 1);
CREATE POLICY check_changes ON doc FOR INSERT WITH CHECK (tenant = 1);
CREATE POLICY check_comes ON doc FOR UPDATE USING (tenant = 1);
COMMENT ON POLICY using_changes ON doc IS 'stays';
