CREATE TABLE one (tenant integer);
CREATE TABLE two (tenant integer);
CREATE TABLE three (tenant integer);
ALTER TABLE two ENABLE ROW LEVEL SECURITY;
ALTER TABLE three ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON two USING (tenant = 2);
CREATE POLICY tenant ON three USING (tenant = 3);
