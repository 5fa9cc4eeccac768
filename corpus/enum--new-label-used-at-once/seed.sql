INSERT INTO shop_order VALUES (1, 'new', NULL), (2, 'sent', NULL), (3, 'paid', 'gift');
