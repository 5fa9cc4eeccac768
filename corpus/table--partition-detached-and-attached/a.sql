CREATE TABLE entry (day date NOT NULL, id integer NOT NULL, note text, CONSTRAINT note_set CHECK (note <> '')) PARTITION BY RANGE (day);
ALTER TABLE entry ADD PRIMARY KEY (day, id);
CREATE INDEX entry_note ON entry (note);
CREATE TABLE entry_q1 PARTITION OF entry FOR VALUES FROM ('2024-01-01') TO ('2024-04-01');
CREATE TABLE entry_q2 (day date NOT NULL, id integer NOT NULL, note text, CONSTRAINT note_set CHECK (note <> ''));
ALTER TABLE entry_q2 ADD PRIMARY KEY (day, id);
CREATE INDEX entry_q2_note_idx ON entry_q2 (note);
