CREATE TABLE book (id integer PRIMARY KEY, title text, pages integer);
CREATE VIEW shelf AS SELECT id, title FROM book;
CREATE VIEW shelf_upper AS SELECT id, upper(title) AS title FROM shelf;
CREATE MATERIALIZED VIEW shelf_size AS SELECT count(*) AS books FROM shelf;
GRANT SELECT ON shelf TO pgmend_reader;
