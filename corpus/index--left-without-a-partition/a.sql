CREATE TABLE place (a integer, b integer);
