CREATE DOMAIN name AS text CHECK (VALUE <> '');
CREATE DOMAIN title AS text CHECK (length(VALUE) < 50);
CREATE TABLE book (id integer PRIMARY KEY, author name, heading name, sub title);
CREATE UNIQUE INDEX book_author ON book (author, heading);
CREATE VIEW catalogue AS SELECT author, heading, sub FROM book;
