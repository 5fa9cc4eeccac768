INSERT INTO city VALUES (1, 'Ulm', 'A. Mayor');
INSERT INTO village VALUES (1, 'Isny');
INSERT INTO tower VALUES (1, 'Eiffel', 48.8, 2.3);
