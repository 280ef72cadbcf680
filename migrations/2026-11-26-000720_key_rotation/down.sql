revoke update (token, proof) on hooks from berth_gate;
revoke select (partner_id, id, secret), update (secret) on error_webhook_keys from berth_gate;
revoke update (secret) on connector_clients from berth_gate;
