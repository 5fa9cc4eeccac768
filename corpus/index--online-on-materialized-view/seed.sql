INSERT INTO sale SELECT n % 9, n FROM generate_series(1, 200) n;
REFRESH MATERIALIZED VIEW total;
