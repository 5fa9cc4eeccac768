CREATE TABLE person (name text NOT NULL, CONSTRAINT person_name_not_null CHECK (name <> ''));
CREATE TABLE a_table_whose_name_is_long_enough_to_be_cut_off_by_the_server_x (
    a_column_whose_name_is_long_enough_to_be_cut_off_by_the_server_x text NOT NULL);
