// Writes tokens.json: what Twilio's Node library makes of the cases below at a fixed clock. Tests only read the result.
//   npm install --no-save twilio@6.2.0 && node generate.js > tokens.json
"use strict";
const { AccessToken } = require("twilio").jwt;

const clock = 1750000000;
Date.now = () => clock * 1000 + 789;

const account = "AC0123456789abcdef0123456789abcdef";
const key = "SK0123456789abcdef0123456789abcdef";
const secret = "not-a-secret-not-a-secret-00001234";
const service = "IS0123456789abcdef0123456789abcdef";
const push = "CR0123456789abcdef0123456789abcdef";

const cases = [
  { name: "plain", identity: "user@example.com", ttl: 3600 },
  { name: "push credential", identity: "user@example.com", ttl: 3600, push },
  { name: "region", identity: "user@example.com", ttl: 3600, region: "ie1" },
  { name: "region and push credential", identity: "user@example.com", ttl: 86400, region: "au1", push },
  { name: "widget", identity: "3f2504e0-4f89-41d3-9a0c-0305e82c3301", ttl: 14400 },
  { name: "shortest life", identity: "a", ttl: 60 },
  { name: "other scripts", identity: "Zoë Łukasz 渡辺 🏖 é", ttl: 3600 },
  { name: "quotes and backslashes", identity: 'say "hi" \\ </script> \u2028', ttl: 3600 },
  { name: "longest identity", identity: "x".repeat(256), ttl: 3600 },
];

const tokens = cases.map((c) => {
  const token = new AccessToken(account, key, secret, { identity: c.identity, ttl: c.ttl, region: c.region });
  token.addGrant(new AccessToken.ChatGrant({ serviceSid: service, pushCredentialSid: c.push }));
  return { ...c, jwt: token.toJwt() };
});
console.log(JSON.stringify({ library: "twilio 6.2.0", clock, account, key, secret, service, tokens }, null, 2));
