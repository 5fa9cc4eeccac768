CREATE TABLE doc (id integer PRIMARY KEY, tenant integer, owner text);
CREATE POLICY roles ON doc TO pgmend_writer, pgmend_owner USING (true);
CREATE POLICY using_changes ON doc FOR SELECT USING (tenant = 1 OR owner = CURRENT_USER);
CREATE POLICY check_changes ON doc FOR INSERT WITH CHECK (tenant IN (1, 2));
CREATE POLICY check_comes ON doc FOR UPDATE USING (tenant = 1) WITH CHECK (tenant = 1 AND owner IS NOT NULL);
COMMENT ON POLICY using_changes ON doc IS 'stays';
