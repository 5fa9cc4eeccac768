CREATE TABLE doc (id integer PRIMARY KEY, tenant integer, owner text);
CREATE POLICY command ON doc FOR DELETE USING (tenant = 1);
CREATE POLICY kind ON doc AS RESTRICTIVE USING (tenant = 1);
CREATE POLICY using_goes ON doc WITH CHECK (tenant = 2);
CREATE POLICY check_goes ON doc USING (tenant = 1);
COMMENT ON POLICY command ON doc IS 'kept';
