CREATE TABLE author (id integer PRIMARY KEY);
CREATE TABLE book (id integer PRIMARY KEY, author_id integer,
    CONSTRAINT book_author FOREIGN KEY (author_id) REFERENCES author ON DELETE SET NULL);
COMMENT ON CONSTRAINT book_author ON book IS 'who wrote it';
