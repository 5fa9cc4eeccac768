CREATE TABLE hit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, url text);
CREATE TABLE click (id bigserial PRIMARY KEY, url text);
