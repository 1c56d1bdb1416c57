DROP FUNCTION open_tenant;
