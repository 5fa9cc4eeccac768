CREATE TABLE one (tenant integer);
CREATE TABLE two (tenant integer);
CREATE TABLE three (tenant integer);
ALTER TABLE one ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON one USING (tenant = 1);
CREATE POLICY tenant ON three USING (tenant = 3);
