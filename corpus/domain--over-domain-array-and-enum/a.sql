CREATE TYPE shape AS ENUM ('round', 'square');
