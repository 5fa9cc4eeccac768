INSERT INTO page_view VALUES ('2024-01-01', '/');
