INSERT INTO note VALUES (1, 'memo', 'x', 'de');
