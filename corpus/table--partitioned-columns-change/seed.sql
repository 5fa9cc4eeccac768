INSERT INTO metric VALUES ('2024-03-03', 'a', 0.5, 'fine'), ('2024-03-03', 'b', 2, NULL);
