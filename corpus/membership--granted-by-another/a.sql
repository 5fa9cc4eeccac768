CREATE ROLE readers;
CREATE ROLE chief;
CREATE ROLE ann;
GRANT readers TO chief WITH ADMIN OPTION;
GRANT readers TO ann GRANTED BY chief;
