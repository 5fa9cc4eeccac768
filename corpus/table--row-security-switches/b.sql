CREATE TABLE a_on (id integer);
ALTER TABLE a_on ENABLE ROW LEVEL SECURITY;
CREATE TABLE b_off (id integer);
CREATE POLICY p ON b_off USING (id > 0);
CREATE TABLE c_forced (id integer);
ALTER TABLE c_forced ENABLE ROW LEVEL SECURITY;
ALTER TABLE c_forced FORCE ROW LEVEL SECURITY;
CREATE TABLE d_unforced (id integer);
