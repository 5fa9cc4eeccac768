INSERT INTO article VALUES ('AB1'), ('CD22');
