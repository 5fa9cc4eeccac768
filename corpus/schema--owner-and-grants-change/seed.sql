INSERT INTO archive.letter VALUES (1, 'Dear reader'), (2, NULL);
