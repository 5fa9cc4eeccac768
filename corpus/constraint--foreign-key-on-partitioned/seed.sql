INSERT INTO device VALUES (1), (2);
INSERT INTO reading VALUES (1, '2023-05-05', 1), (2, '2024-05-05', 2);
INSERT INTO alarm VALUES (1, '2023-05-05', '2023-05-06');
INSERT INTO remark VALUES (2, '2024-05-05', 'odd'), (NULL, NULL, 'loose');
