INSERT INTO visit VALUES ('2023-05-05', '/', 1), ('2030-01-01', '/late', 2);
