INSERT INTO "Weird ""Schema"."table" VALUES (1, 'One', 'a''b'), (2, 'Two', 'back\slash');
