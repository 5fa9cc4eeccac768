CREATE TABLE shop (id integer NOT NULL, country text NOT NULL, name text,
    CONSTRAINT shop_pkey PRIMARY KEY (id) INCLUDE (name));
CREATE TABLE clerk (id integer, shop integer, CONSTRAINT clerk_shop FOREIGN KEY (shop) REFERENCES shop (id));
CREATE TABLE till (shop integer, CONSTRAINT till_shop FOREIGN KEY (shop) REFERENCES shop (id) ON DELETE CASCADE);
COMMENT ON CONSTRAINT till_shop ON till IS 'goes with the shop';
COMMENT ON CONSTRAINT shop_pkey ON shop IS 'another';
