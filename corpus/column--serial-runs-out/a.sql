CREATE TABLE ticket (id serial PRIMARY KEY, subject text NOT NULL);
CREATE TABLE reply (id serial PRIMARY KEY, ticket_id integer NOT NULL REFERENCES ticket ON DELETE CASCADE);
CREATE INDEX reply_ticket ON reply (ticket_id);
GRANT USAGE ON SEQUENCE ticket_id_seq TO pgmend_writer;
