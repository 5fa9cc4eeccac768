CREATE TABLE tag (name varchar(100) PRIMARY KEY, title text, code varchar UNIQUE);
CREATE TABLE tagged (tag varchar(100) REFERENCES tag, at date);
CREATE INDEX tag_title ON tag (title);
CREATE INDEX tagged_tag ON tagged (tag);
