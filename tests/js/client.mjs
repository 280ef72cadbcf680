// A program that knows the public conventions alone (MODEL section 10): what it asks, and to the letter what it wants to be
// answered. It is run by `it api::javascript`, with API, CLIENT_ID, CLIENT_SECRET and TEMPLATE in its environment.
import assert from "node:assert/strict";

const { API, CLIENT_ID, CLIENT_SECRET, TEMPLATE } = process.env;
let checks = 0;

/** One request; `expect` says what must come back: status, headers, fields, body. */
async function call(method, path, { token, account, body, headers = {}, expect }) {
  const answer = await fetch(API + path, {
    method,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(account && { "X-Cyclr-Account": account }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const what = `${method} ${path}: ${answer.status} ${text}`;
  assert.equal(answer.status, expect.status, what);
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff", what);
  if (text) assert.match(answer.headers.get("content-type"), /^application\/json/, what);
  const json = text ? JSON.parse(text) : undefined;
  if ("body" in expect) assert.deepEqual(json, expect.body, what);
  for (const [name, value] of Object.entries(expect.fields ?? {})) {
    if (value instanceof RegExp) assert.match(String(json[name]), value, `${name} of ${what}`);
    else assert.deepEqual(json[name], value, `${name} of ${what}`);
  }
  for (const name of expect.has ?? []) assert.ok(name in json, `${name} of ${what}`);
  for (const [name, value] of Object.entries(expect.headers ?? {})) assert.match(answer.headers.get(name) ?? "", value, what);
  checks += 1;
  return { json, headers: answer.headers };
}

async function token(scope) {
  const form = new URLSearchParams({ grant_type: "client_credentials", client_id: CLIENT_ID, client_secret: CLIENT_SECRET });
  if (scope) form.set("scope", scope);
  const answer = await fetch(`${API}/oauth/token`, { method: "POST", body: form });
  assert.equal(answer.status, 200);
  const given = await answer.json();
  assert.equal(given.token_type, "bearer");
  assert.equal(given.expires_in, 1209599);
  const [from, to] = [Date.parse(given[".issued"]), Date.parse(given[".expires"])];
  assert.ok(Math.abs((to - from) / 1000 - 1209599) <= 1, `${given[".issued"]} to ${given[".expires"]}`);
  return given.access_token;
}

const whole = await token();
const bad = (Message) => ({ status: 400, body: { Message } });
const FIELDS = [
  "Id", "Name", "Description", "Timezone", "ParentAccountId", "NextBillDateUtc", "AuditInfo", "TaskAuditInfo",
  "StepDataSuccessRetentionHours", "StepDataErroredRetentionHours", "TransactionErrorWebhookEnabled",
  "TransactionErrorWebhookUrl", "TransactionErrorWebhookIncludeWarnings", "CreatedDate",
];
const post = (body, expect, more = {}) => call("POST", "/v1.0/accounts", { token: whole, body, expect, ...more });
const put = (id, body, expect) => call("PUT", `/v1.0/accounts/${id}`, { token: whole, body, expect });

// Who has no token, or none that there is.
await call("GET", "/v1.0/accounts", { expect: { status: 401, headers: { "www-authenticate": /Bearer/ } } });
await call("GET", "/v1.0/accounts", { token: "nonsense", expect: { status: 401 } });

// Accounts: made, refused, changed in part, read.
await post({ Id: "shop-1", Name: "First shop", Timezone: "Europe/London", Unknown: 1 }, {
  status: 200, has: FIELDS, fields: { Id: "shop-1", Name: "First shop", Timezone: "Europe/London", ParentAccountId: null, CreatedDate: /^\d{4}-/ },
});
await post({ Id: "shop-1", Name: "Again" }, bad("ID already in use"));
await post({}, bad("Name is required"));
await post({ Name: "" }, bad("Name is required"));
await post({ Name: "a", StepDataSuccessRetentionHours: -10 }, bad("StepDataSuccessRetentionHours (-10): must be non negative"));
await post({ Name: "a", TransactionErrorWebhookEnabled: true },
  bad("Transaction Error Webhook enabled: Transaction Error Webhook URL must be defined"));
await put("shop-1", { StepDataSuccessRetentionHours: 745, StepDataErroredRetentionHours: 0 },
  { status: 200, fields: { StepDataSuccessRetentionHours: 744, StepDataErroredRetentionHours: 0, Name: "First shop" } });
await put("shop-1", { StepDataSuccessRetentionHours: "abc" }, { status: 200, fields: { StepDataSuccessRetentionHours: 744 } });
await put("shop-1", { StepDataSuccessRetentionHours: null, Description: "New words" },
  { status: 200, fields: { StepDataSuccessRetentionHours: null, Description: "New words", StepDataErroredRetentionHours: 0 } });
await put("shop-1", { TransactionErrorWebhookEnabled: true, TransactionErrorWebhookUrl: "hooks.example.com/errors" },
  { status: 200, fields: { TransactionErrorWebhookUrl: "https://hooks.example.com/errors" } });
await put("nobody", { Name: "x" }, { status: 404, has: ["Message"] });
await put("shop-2?createIfMissing=true", { Name: "Second shop" }, { status: 200, fields: { Id: "shop-2" } });
await post({ Id: "shop-1-till", Name: "A till", ParentAccountId: "shop-1" }, { status: 200, fields: { ParentAccountId: "shop-1" } });
const below = await call("GET", "/v1.0/accounts/shop-1/subaccounts", { token: whole, expect: { status: 200 } });
assert.deepEqual(below.json.map((one) => one.Id), ["shop-1-till"]);
await call("GET", "/v1.0/accounts/shop-1/usage",
  { token: whole, expect: { status: 200, fields: { Id: "shop-1", TasksUsed: 0 }, has: ["StartTime", "EndTime"] } });

// Once for a key; another body under it is refused.
const key = { headers: { "Idempotency-Key": "signup-77" } };
const first = await post({ Name: "Once" }, { status: 200 }, key);
const again = await post({ Name: "Once" }, { status: 200 }, key);
assert.deepEqual(again.json, first.json);
await post({ Name: "Twice" }, { status: 422, has: ["Message"] }, key);

// Lists: bare arrays in pages.
const page = await call("GET", "/v1.0/accounts?page=1&pageSize=1&orderBy=Name&sortOrderAsc=false", {
  token: whole, expect: { status: 200, headers: { "total-pages": /^\d+$/, link: /rel="next"/, ratelimit: /./ } },
});
assert.ok(Array.isArray(page.json) && page.json.length === 1);
await call("GET", "/v1.0/accounts?pageSize=0", { token: whole, expect: { status: 400, has: ["Message"] } });

// Users.
await call("PUT", "/v1.0/accounts/shop-1/users",
  { token: whole, body: { UserName: "till-one", Password: "a long walk to the sea 7" }, expect: { status: 200, fields: { UserName: "till-one" } } });
await call("GET", "/v1.0/accounts/shop-1/users", { token: whole, expect: { status: 200, body: ["till-one"] } });
await call("DELETE", "/v1.0/accounts/shop-1/users", { token: whole, body: { UserName: "till-one" }, expect: { status: 200 } });
await call("GET", "/v1.0/accounts/shop-1/users", { token: whole, expect: { status: 200, body: [] } });

// Opened for people who never signed up: addresses with a token in them, and what was asked for.
const holds = (url, parts, lacks = []) => {
  for (const part of parts) assert.ok(url.includes(part), `${part} in ${url}`);
  for (const part of lacks) assert.ok(!url.includes(part), `${part} not in ${url}`);
};
const open = (path, body, fields) => call("POST", path, { token: whole, body, expect: { status: 200, has: ["Token"], fields: { ExpiresAtUtc: /^\d{4}-/, ...fields } } });
const asked = (await open("/v1.0/users/launch", {
  AccountId: "shop-9", AccountName: "Ninth shop", Username: "owner@shop-9.test", Password: "a long walk to the sea 7", Start: "false", RunOnce: "true",
  AutoInstall: "false", SingleInstall: "true", completeParameter: "Param-7", wizard: "true", DisplayDescriptions: true, InlineOAuth: false, tags: ["tag_one", "tag_two"],
}, { AccountId: "shop-9" })).json;
holds(asked.LaunchUrl, [asked.Token, "inline=false", "start=false", "once=true", "auto=false", "single=true", "wizard=true", "descriptions=true", "Param-7", "tag_one", "tag_two"]);
const usual = (await open("/v1.0/accounts/shop-9/launch", { Start: "true", RunOnce: "false", AutoInstall: "true", SingleInstall: "false", InlineOAuth: true }, { AccountId: "shop-9" })).json;
holds(usual.LaunchUrl, [usual.Token, "auto=true", "single=false"], ["inline=", "start=", "once=", "wizard=true", "descriptions=true"]);
const market = (await open("/v1.0/accounts/shop-9/marketplace", { MarketplaceId: "8", InlineOAuth: false }, { AccountId: "shop-9" })).json;
holds(market.MarketplaceUrl, [market.Token, "inline=false"]);
const orbit = (await open("/v1.0/accounts/shop-9/orbit", {})).json;
holds(orbit.OrbitUrl, [orbit.Token]);
await open("/v1.0/accounts/shop-9/signintoken", { Username: "another-owner" });

// What is in an account: named by a header, by the same token.
await call("GET", "/v1.0/cycles", { token: whole, expect: { status: 400, has: ["Message"] } });
await call("GET", "/v1.0/cycles", { token: whole, account: "nobody", expect: { status: 404 } });
await call("GET", "/v1.0/connectors", { token: whole, account: "shop-1", expect: { status: 200 } });
const templates = await call("GET", "/v1.0/templates?pageSize=100", { token: whole, account: "shop-1", expect: { status: 200 } });
const template = templates.json.find((one) => one.Name === TEMPLATE);
await call("GET", "/v1.0/templates?sortOrderAsc=false&pageSize=5&page=1&orderBy=Id&includeIcons=true&includePrerequisites=true",
  { token: whole, account: "shop-1", expect: { status: 200 } });
await call("GET", "/v1.0/templates?pageSize=100&page=10", { token: whole, account: "shop-1", expect: { status: 200, body: [] } });
await call("GET", "/v1.0/templates?connectorName=Nobody&connectorVersion=v3", { token: whole, account: "shop-1", expect: { status: 200, body: [] } });
const CYCLE = ["Id", "Name", "Status", "TemplateId", "Tags", "Connectors", "Interval", "StartTime", "TasksUsed", "ErrorCount",
  "WarningCount", "InProgressTransactionCount", "LastSuccessfulRunDate", "CreatedOnUtc", "StepErrorAction",
  "LogStepDataRequests", "CollectionSplitType"];
const cycle = (await call("POST", `/v1.0/templates/${template.Id}/install`,
  { token: whole, account: "shop-1", body: { Name: "Orders" }, expect: { status: 200, has: CYCLE, fields: { Name: "Orders", Status: "Paused" } } })).json;
const at = `/v1.0/cycles/${cycle.Id}`;
await call("GET", `${at}/prerequisites`, { token: whole, account: "shop-1", expect: { status: 200, body: [] } });
await call("PUT", `${at}/activate`, { token: whole, account: "shop-1", body: {}, expect: { status: 200, fields: { Status: "Active" } } });
await call("PUT", at, { token: whole, account: "shop-1", body: { Name: "Renamed" }, expect: { status: 409, has: ["Message"] } });
await call("PUT", `${at}/deactivate`, { token: whole, account: "shop-1", expect: { status: 200, fields: { Status: "Paused" } } });
await call("PUT", at, { token: whole, account: "shop-1", body: { Name: "Renamed" }, expect: { status: 200, fields: { Name: "Renamed" } } });
await call("GET", `${at}/incidents`, { token: whole, account: "shop-1", expect: { status: 200, body: [] } });
await call("POST", "/v1.0/cycles", { token: whole, account: "shop-1", body: { Name: "Empty" }, expect: { status: 201, has: CYCLE } });

// What a cycle does, part by part: steps, an edge, variables; and what its transactions were.
const shop = { token: whole, account: "shop-1" };
const made = (await call("POST", "/v1.0/cycles", { ...shop, body: { Name: "By parts" }, expect: { status: 201, fields: { Name: "By parts" } } })).json;
const parts = `/v1.0/cycles/${made.Id}`;
const hook = (await call("POST", `${parts}/steps`, { ...shop, body: { Name: "Order", ActionType: "Webhook" },
  expect: { status: 200, has: ["Id", "AccountConnector", "Method"], fields: { Name: "Order", ActionType: "Webhook" } } })).json;
const wait = (await call("POST", `${parts}/steps`, { ...shop, body: { Name: "Wait", ActionType: "Delay" }, expect: { status: 200, has: ["Id"] } })).json;
const edge = (await call("POST", `${parts}/edges`, { ...shop, body: { TailStepId: hook.Id, HeadStepId: wait.Id, EdgeType: "Forward" },
  expect: { status: 200, has: ["Id"], fields: { TailStepId: hook.Id, HeadStepId: wait.Id, EdgeType: "Forward" } } })).json;
await call("GET", `${parts}/edges/${edge.Id}`, { ...shop, expect: { status: 200, body: edge } });
await call("PUT", `${parts}/steps/${wait.Id}`, { ...shop, body: { Name: "Wait a while" }, expect: { status: 200, fields: { Name: "Wait a while" } } });
await call("GET", `${parts}/steps?filter=delay`, { ...shop, expect: { status: 200 } });
const variable = { DisplayName: "Folder", Value: "inbox", MappingType: "StaticValue" };
await call("POST", `${parts}/variables`, { ...shop, body: variable, expect: { status: 200, fields: { ...variable, SystemName: "Folder" } } });
const both = await call("PATCH", `${parts}/variables`, { ...shop, body: [{ ...variable, Value: "archive" }], expect: { status: 200 } });
assert.deepEqual([both.json[0].SystemName, both.json[0].Value], ["Folder", "archive"]);
await call("GET", `${parts}/variables/Nothing`, { ...shop, expect: { status: 404, has: ["Message"] } });
await call("DELETE", `${parts}/variables/Folder`, { ...shop, expect: { status: 200 } });
await call("PUT", `${parts}/activate`, { ...shop, body: {}, expect: { status: 200, fields: { Status: "Active" } } });
await call("PATCH", `${parts}/variables`, { ...shop, body: [variable], expect: { status: 409, has: ["Message"] } });
await call("DELETE", `${parts}/steps/${wait.Id}`, { ...shop, expect: { status: 409, has: ["Message"] } });
await call("PUT", `${parts}/deactivate`, { ...shop, expect: { status: 200 } });
await call("DELETE", `${parts}/steps/${wait.Id}`, { ...shop, expect: { status: 200 } });
await call("GET", "/v1.0/cycles/transactions?after=01/01/2022&status=Completed", { ...shop, expect: { status: 200, headers: { "total-pages": /^\d+$/ } } });
await call("GET", `${parts}/transactions?splitType=Unsplit`, { ...shop, expect: { status: 200, body: [] } });
await call("GET", "/v1.0/cycles/upgradeable", { ...shop, expect: { status: 200, body: [] } });
await call("GET", "/v1.0/account/connectors/custom", { ...shop, expect: { status: 200, body: [] } });
await call("POST", "/v1.0/account/connectors/1874/methods/9999", { ...shop, body: { Parameters: { 296076: 1 } }, expect: { status: 404, has: ["Message"] } });
await call("GET", "/v1.0/steps/11111111-1f32-4bd7-8904-dddfddbec266/prerequisites", { ...shop, expect: { status: 404, has: ["Message"] } });

// Many accounts at once: a result for each.
const many = await call("POST", "/v1.0/accounts/bulk",
  { token: whole, body: [{ Id: "bulk-1", Name: "One" }, { Id: "bulk-1", Name: "Again" }, { Name: "Below", ParentAccountId: "bulk-1" }], expect: { status: 200 } });
assert.deepEqual(many.json.map((one) => one.Status), [200, 400, 200]);
await call("PUT", "/v1.0/accounts/bulk-1/suspend", { token: whole, body: { Reason: "unpaid" }, expect: { status: 200, fields: { State: "Suspended" } } });
await call("PUT", "/v1.0/accounts/bulk-1/resume", { token: whole, body: {}, expect: { status: 200, fields: { State: "Active" } } });
await call("PUT", "/v1.0/accounts/bulk-1/limits/Users", { token: whole, body: { Own: 3 }, expect: { status: 200, fields: { Kind: "Users", Own: 3 } } });

// A token that is bound to an account reaches that one alone.
const bound = await token("account:shop-2");
await call("GET", "/v1.0/cycles", { token: bound, expect: { status: 200, body: [] } });
await call("GET", at, { token: bound, expect: { status: 404 } });
await call("GET", "/v1.0/cycles", { token: bound, account: "shop-1", expect: { status: 404 } });
await call("GET", "/v1.0/accounts", { token: bound, expect: { status: 403 } });

await call("DELETE", "/v1.0/accounts/shop-1-till", { token: whole, expect: { status: 200 } });
await call("GET", "/v1.0/accounts/shop-1-till", { token: whole, expect: { status: 404 } });
console.log(`${checks} calls answered as they should be`);
