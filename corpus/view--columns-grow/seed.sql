INSERT INTO book VALUES (1, 'Dune', 600), (2, 'Emma', 400);
