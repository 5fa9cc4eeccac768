CREATE ROLE readers;
CREATE ROLE chief;
CREATE ROLE ann;
CREATE ROLE other_chief;
GRANT readers TO other_chief WITH ADMIN OPTION;
GRANT readers TO ann GRANTED BY other_chief;
GRANT readers TO ann;
