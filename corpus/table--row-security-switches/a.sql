CREATE TABLE a_on (id integer);
CREATE TABLE b_off (id integer);
ALTER TABLE b_off ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON b_off USING (id > 0);
CREATE TABLE c_forced (id integer);
ALTER TABLE c_forced ENABLE ROW LEVEL SECURITY;
CREATE TABLE d_unforced (id integer);
ALTER TABLE d_unforced FORCE ROW LEVEL SECURITY;
