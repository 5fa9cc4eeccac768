CREATE TYPE level AS ENUM ('debug', 'info', 'error', 'warning');
CREATE TABLE log_line (id integer PRIMARY KEY, level level NOT NULL DEFAULT 'info', said text);
CREATE INDEX log_line_level ON log_line (level DESC);
