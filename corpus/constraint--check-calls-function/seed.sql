INSERT INTO book (id, isbn, n) VALUES (1, '978-3', 3), (2, NULL, 7);
