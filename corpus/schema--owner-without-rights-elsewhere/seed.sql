INSERT INTO core.person VALUES (1, 'Ada');
INSERT INTO app.visit VALUES (1, 1), (2, NULL);
