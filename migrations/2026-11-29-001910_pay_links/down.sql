ALTER TABLE payments DROP COLUMN by_link;
DROP TABLE pay_links;
