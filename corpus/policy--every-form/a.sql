CREATE TABLE tenant (id integer PRIMARY KEY);
CREATE TABLE doc (id integer PRIMARY KEY, tenant_id integer, owner text, secret boolean);
