CREATE TABLE author (id integer PRIMARY KEY);
CREATE TABLE book (id integer PRIMARY KEY, author_id integer, pages integer);
ALTER TABLE book ADD CONSTRAINT book_author FOREIGN KEY (author_id) REFERENCES author NOT VALID;
ALTER TABLE book ADD CONSTRAINT book_pages CHECK (pages > 0) NOT VALID;
