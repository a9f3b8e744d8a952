import { describe, expect, test } from "vitest";
import { blockedBy, explainStatus } from "../../src/http/explain-status.ts";

function response(status: number, headers: Record<string, string> = {}, page = ""): Parameters<typeof explainStatus>[0] {
  return { status, headers, body: Buffer.from(page) };
}

describe("the explanation of a status", () => {
  test.each([
    [404, "not found"],
    [410, "gone for good"],
    [429, "asks us to slow down"],
    [451, "withheld for legal reasons (451)"],
    [401, "asks for a login (401)"],
    [403, "forbidden (403)"],
    [418, "the host refuses the request (418)"],
    [500, "server error (500)"],
    [503, "server error (503)"],
    [522, "server error (522: Cloudflare cannot reach the site)"],
    [302, "redirects without saying where to (302)"],
    [304, "not modified"],
    [999, "server error (999)"],
    [600, "server error (600)"],
  ])("%i: %s", (status, words) => {
    expect(explainStatus(response(status))).toBe(words);
  });
});

describe("a bot wall", () => {
  test.each([
    ["Cloudflare", 403, { "cf-mitigated": "challenge" }, ""],
    ["Cloudflare", 403, { server: "cloudflare" }, "<title>Attention Required! | Cloudflare</title>"],
    ["Cloudflare", 503, { server: "cloudflare" }, "<script>window._cf_chl_opt={}</script>"],
    ["Cloudflare", 403, {}, "error code: 1020"],
    ["AWS WAF", 202, { "x-amzn-waf-action": "challenge" }, ""],
    ["SiteGround", 202, {}, '<meta http-equiv=refresh content="0;/.well-known/sgcaptcha/?r=%2Ffeed">'],
    ["Cloudflare", 202, {}, "<script src=/cdn-cgi/challenge-platform/x></script>"],
    ["DataDome", 403, {}, "<script src=https://geo.captcha-delivery.com/captcha/></script>"],
    ["Imperva", 403, {}, "Request unsuccessful. Incapsula incident ID: 1-2"],
    ["Akamai", 403, {}, "<H1>Access Denied</H1> https://errors.edgesuite.net/18.a"],
    ["DDoS-Guard", 403, { server: "ddos-guard" }, ""],
    ["Qrator", 401, { server: "QRATOR" }, ""],
  ])("of %s is recognised by its marks (%i)", (name, status, headers, page) => {
    expect(blockedBy(response(status, headers, page))).toBe(name);
    expect(explainStatus(response(status, headers, page))).toBe(`blocked by ${name} (${status})`);
  });

  test("is not seen in a publisher's own refusal that passed through one, nor in a good page that names one", () => {
    expect(blockedBy(response(403, { server: "cloudflare" }, "<h1>Subscribers only</h1>"))).toBeNull();
    expect(blockedBy(response(200, { server: "ddos-guard" }, "All about _Incapsula_Resource"))).toBeNull();
    expect(blockedBy(response(404, { server: "QRATOR" }))).toBeNull();
  });

  test("that asks for patience gets patience", () => {
    expect(explainStatus(response(429, { server: "cloudflare" }, "error code: 1015"))).toBe("asks us to slow down");
  });

  test("is looked for only in the beginning of the page, whatever its size", () => {
    expect(blockedBy(response(403, {}, `${"<".repeat(5_000_000)}_Incapsula_Resource`))).toBeNull();
  });
});
