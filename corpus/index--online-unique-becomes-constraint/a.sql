CREATE TABLE member (id integer NOT NULL, email text NOT NULL, nick text);
CREATE UNIQUE INDEX member_email ON member (email);
CREATE UNIQUE INDEX member_nick_index ON member (nick);
CREATE TABLE letter (email text, CONSTRAINT letter_email FOREIGN KEY (email) REFERENCES member (email));
