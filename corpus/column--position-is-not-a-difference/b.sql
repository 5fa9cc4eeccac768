CREATE TABLE swap (c date DEFAULT '2024-01-01', a integer, b text NOT NULL);
