CREATE ROLE readers;
CREATE ROLE writers;
CREATE ROLE "Ann ""A""";
CREATE ROLE bob;
GRANT readers TO "Ann ""A""";
GRANT readers TO bob WITH ADMIN OPTION;
GRANT pg_monitor TO bob;
GRANT readers TO writers;
