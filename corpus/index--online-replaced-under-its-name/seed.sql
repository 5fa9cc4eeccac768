INSERT INTO account SELECT n, 'c' || n, 'Note ' || n % 10 FROM generate_series(1, 300) n;
