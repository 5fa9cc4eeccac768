CREATE TABLE parcel (id integer PRIMARY KEY, state varchar(10) NOT NULL, size char(2), cost numeric);
