CREATE TYPE priority AS ENUM ('low', 'normal', 'high');
CREATE TABLE ticket (id integer PRIMARY KEY, priority priority NOT NULL);
