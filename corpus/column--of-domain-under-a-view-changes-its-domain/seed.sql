INSERT INTO book VALUES (1, 'Austen', 'Emma', NULL), (2, 'Herbert', 'Dune', 'a novel');
