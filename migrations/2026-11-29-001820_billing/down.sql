DROP FUNCTION next_billing_number(text, integer);
DROP TABLE billing_numbers;
DROP TABLE payment_notices;
DROP TABLE payments;
DROP TABLE billing_terms;
DROP TABLE invoices;
DROP TABLE billing_details;
DROP TABLE subscriptions;
