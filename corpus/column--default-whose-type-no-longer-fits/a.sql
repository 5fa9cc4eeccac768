CREATE TABLE setting (id integer PRIMARY KEY, active text DEFAULT 'yes', size text DEFAULT 'small', since text DEFAULT 'long ago');
