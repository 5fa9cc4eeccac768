-- What does not fit the other files: facts about the server and the transaction.
SELECT current_setting('server_version_num'), current_database(), getdatabaseencoding(),
       current_setting('transaction_isolation')
