CREATE ROLE readers;
CREATE ROLE writers;
CREATE ROLE "Ann ""A""";
CREATE ROLE bob;
GRANT readers TO "Ann ""A""" WITH ADMIN OPTION;
GRANT readers TO bob;
GRANT writers TO "Ann ""A""";
GRANT pg_read_all_data TO bob;
GRANT writers TO readers;
