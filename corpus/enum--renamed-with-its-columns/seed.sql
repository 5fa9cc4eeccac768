INSERT INTO day VALUES (1, 'ok', '{sad,ok}', 'ok');
