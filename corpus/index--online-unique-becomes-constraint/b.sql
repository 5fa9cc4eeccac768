CREATE TABLE member (id integer NOT NULL, email text NOT NULL, nick text);
ALTER TABLE member ADD CONSTRAINT member_email UNIQUE (email);
ALTER TABLE member ADD CONSTRAINT member_nick UNIQUE (nick);
CREATE TABLE letter (email text, CONSTRAINT letter_email FOREIGN KEY (email) REFERENCES member (email));
