-- `berth keys rotate` encrypts again what a partner's former key was used for. The operator's command becomes the gate for
-- it, which sees and may change just these columns; no page and no worker may do that.
grant update (secret) on connector_clients to berth_gate;
grant select (partner_id, id, secret), update (secret) on error_webhook_keys to berth_gate;
grant update (token, proof) on hooks to berth_gate;
