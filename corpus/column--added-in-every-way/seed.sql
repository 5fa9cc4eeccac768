INSERT INTO task VALUES ('dig', 8), ('plant', 4), ('wait', NULL);
