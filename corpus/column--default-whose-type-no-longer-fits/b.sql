CREATE TABLE setting (id integer PRIMARY KEY, active boolean DEFAULT true, size integer DEFAULT 5, since date DEFAULT '2000-01-01');
