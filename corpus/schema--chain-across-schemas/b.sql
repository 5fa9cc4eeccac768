CREATE SCHEMA z_types;
CREATE TYPE z_types.unit AS ENUM ('kg', 'piece', 'litre');
CREATE SCHEMA y_domains;
CREATE DOMAIN y_domains.sale_unit AS z_types.unit NOT NULL DEFAULT 'piece';
CREATE SCHEMA m_tables;
CREATE TABLE m_tables.article (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit y_domains.sale_unit,
    price numeric(10,2) NOT NULL CHECK (price >= 0)
);
CREATE SCHEMA a_api;
CREATE FUNCTION a_api.price_of(article m_tables.article) RETURNS text LANGUAGE sql STABLE
    AS $$ SELECT article.price::text || ' per ' || article.unit::text $$;
CREATE VIEW a_api.price_list AS SELECT a.id, a_api.price_of(a) AS price FROM m_tables.article a;
CREATE FUNCTION a_api.price_list_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the price list is made, not written';
END
$$;
CREATE TRIGGER no_write INSTEAD OF INSERT OR UPDATE OR DELETE ON a_api.price_list
    FOR EACH ROW EXECUTE FUNCTION a_api.price_list_write();
