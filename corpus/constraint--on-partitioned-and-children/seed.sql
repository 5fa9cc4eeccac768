INSERT INTO hit VALUES ('2024-01-05', 1, '/a'), ('2024-02-05', 2, '/b');
