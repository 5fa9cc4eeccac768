INSERT INTO ticket (subject) SELECT 'help' FROM generate_series(1, 300);
INSERT INTO reply (ticket_id) SELECT id FROM ticket;
