INSERT INTO letter VALUES ('2023-05-05', 'old'), ('2001-01-01', 'older');
