INSERT INTO hit (url) VALUES ('/a'), ('/b');
INSERT INTO click (url) VALUES ('/a'), ('/b');
