CREATE TABLE swap (a integer, b text NOT NULL, c date DEFAULT '2024-01-01');
