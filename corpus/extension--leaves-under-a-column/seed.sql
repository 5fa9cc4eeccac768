INSERT INTO account VALUES (1, 'Ada'), (2, 'grace');
