drop policy maintenance_sees on audit_heads;
