CREATE TABLE member (id integer PRIMARY KEY, name text, left_on date);
CREATE VIEW current_member AS SELECT m.id, m.name FROM member AS m WHERE m.left_on IS NULL ORDER BY m.name;
CREATE VIEW current_member_count AS SELECT count(*) AS n FROM current_member;
