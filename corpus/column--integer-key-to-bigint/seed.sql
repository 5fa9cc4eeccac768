INSERT INTO node (id, parent_id) VALUES (1, NULL), (2, 1), (3, 1);
INSERT INTO edge VALUES (1, 2), (2, 3);
INSERT INTO edge_note VALUES (1, 2, 'down');
