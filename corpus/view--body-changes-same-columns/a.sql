CREATE TABLE member (id integer PRIMARY KEY, name text, left_on date);
CREATE VIEW current_member AS SELECT id, name FROM member;
CREATE VIEW current_member_count AS SELECT count(*) AS n FROM current_member;
