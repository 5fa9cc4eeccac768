CREATE TABLE page_view (at date NOT NULL, url text);
