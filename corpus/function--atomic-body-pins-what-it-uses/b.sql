CREATE TABLE stock (id integer PRIMARY KEY, amount bigint, place text);
CREATE VIEW in_stock AS SELECT id, amount FROM stock WHERE amount > 0;
CREATE FUNCTION amount_of(which integer) RETURNS bigint LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT s.amount::bigint FROM in_stock s WHERE s.id = which;
END;
CREATE PROCEDURE move(which integer, where_to text) LANGUAGE sql
BEGIN ATOMIC
    UPDATE stock SET place = where_to WHERE id = which AND amount > 0;
END;
