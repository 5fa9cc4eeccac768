CREATE TABLE person (id integer PRIMARY KEY, spouse_id integer REFERENCES person, employer_id integer);
CREATE TABLE firm (id integer PRIMARY KEY, boss_id integer NOT NULL REFERENCES person, parent_id integer REFERENCES firm);
ALTER TABLE person ADD CONSTRAINT person_employer FOREIGN KEY (employer_id) REFERENCES firm;
CREATE TABLE contract (person_id integer REFERENCES person, firm_id integer REFERENCES firm, PRIMARY KEY (person_id, firm_id));
