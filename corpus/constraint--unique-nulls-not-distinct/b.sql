CREATE TABLE slot (id integer PRIMARY KEY, place text, day date, CONSTRAINT slot_once UNIQUE NULLS NOT DISTINCT (place, day));
CREATE UNIQUE INDEX slot_day ON slot (day);
