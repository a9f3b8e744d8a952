// Requests through proxies: who looks names up, what the guard still refuses, and which requests go through which proxy.
import { expect, test } from "vitest";
import { bounds, client, failed, textOf } from "./ask.ts";
import { makeCertificate } from "./make-certificate.ts";
import { serveHttpProxy, serveSocksProxy } from "./serve-proxy.ts";
import { serve, serveTls } from "./serve.ts";

/** No name leads anywhere without the proxy. */
const nowhere = () => Promise.reject(Object.assign(new Error("no such host"), { code: "ENOTFOUND" }));
const says = (words: string) => serve((_, response) => void response.end(words));

test.each([
  ["http", serveHttpProxy],
  ["socks5h", serveSocksProxy],
] as const)("an %s proxy looks the name up, for pages in clear and over TLS", async (scheme, open) => {
  const proxy = await open();
  const root = makeCertificate({ name: "Test Root", authority: true });
  const plain = await says("read");
  const { key, cert } = makeCertificate({ name: "paper.example", issuer: root });
  const secure = await serveTls({ key, cert }, (_, response) => void response.end("read over TLS"));
  const http = client({ proxy: `${scheme}://127.0.0.1:${proxy.port}`, resolve: nowhere, authorities: [root.cert] });
  for (let turn = 0; turn < 2; turn++) expect(textOf(await http.get(`http://paper.example:${plain.port}/`, bounds))).toBe("read");
  expect(textOf(await http.get(`https://paper.example:${secure.port}/`, bounds))).toBe("read over TLS");
  expect(proxy.asked).toEqual([`paper.example:${plain.port}`, `paper.example:${secure.port}`]);
});

test("with socks5 we look the name up, and the proxy gets the address that was checked", async () => {
  const proxy = await serveSocksProxy();
  const { port } = await says("read");
  const at = (address: string) =>
    client({ proxy: `socks5://127.0.0.1:${proxy.port}`, resolve: () => Promise.resolve([address]) });
  expect(textOf(await at("93.184.215.14").get(`http://paper.example:${port}/`, bounds))).toBe("read");
  expect(proxy.asked).toEqual([`93.184.215.14:${port}`]);
  expect(failed(await at("10.1.2.3").get(`http://paper.example:${port}/`, bounds)).reason).toBe("private-address");
  expect(proxy.asked).toHaveLength(1);
});

test.each([
  "http://10.1.2.3/",
  "http://[fd00::1]/",
  "http://169.254.169.254/latest/meta-data",
  "http://localhost:5432/",
  "http://intranet/",
  "http://printer.local/",
  "http://vault.corp/",
])("%s is refused behind a proxy as before it", async (url) => {
  for (const [scheme, proxy] of [
    ["http", await serveHttpProxy()],
    ["socks5h", await serveSocksProxy()],
  ] as const) {
    const http = client({
      proxy: `${scheme}://127.0.0.1:${proxy.port}`,
      allowPrivate: [`127.0.0.1:${proxy.port}`],
      resolve: nowhere,
    });
    expect(failed(await http.get(url, bounds)).reason).toBe("private-address");
    expect(proxy.asked).toEqual([]);
  }
});

test("a proxy on a private network is asked only if it is allowed", async () => {
  const proxy = await serveHttpProxy();
  const http = client({ proxy: `http://127.0.0.1:${proxy.port}`, allowPrivate: [], resolve: nowhere });
  const { reason, message } = failed(await http.get("http://paper.example/", bounds));
  expect(reason).toBe("private-address");
  expect(message).toBe(
    `the proxy http://127.0.0.1:${proxy.port}: 127.0.0.1 is a private address (127.0.0.1); if it is yours, add it to fetch.allow_private`,
  );
});

test.each([
  ["http", serveHttpProxy],
  ["socks5h", serveSocksProxy],
] as const)("an %s proxy gets its user and password, and no message shows them", async (scheme, open) => {
  const proxy = await open({ login: "kay:open sesame" });
  const { port } = await says("read");
  const by = (login: string) => client({ proxy: `${scheme}://${login}@127.0.0.1:${proxy.port}`, resolve: nowhere });
  expect(textOf(await by("kay:open%20sesame").get(`http://paper.example:${port}/`, bounds))).toBe("read");
  expect(proxy.logins).toEqual(["kay:open sesame"]);
  const { message } = failed(await by("kay:wrong").get(`http://paper.example:${port}/`, bounds));
  expect(message).toMatch(/^the proxy (?:http|socks5h):\/\/127\.0\.0\.1:\d+: /);
  expect(message).not.toMatch(/kay|wrong/);
});

const by = (url: string) => client({ proxy: url, resolve: nowhere }).get("http://paper.example/", bounds);

test("a proxy that refuses, or that is not there, is named as the one at fault", async () => {
  const proxy = await serveHttpProxy({ status: 403 });
  expect(failed(await by(`http://127.0.0.1:${proxy.port}`))).toMatchObject({
    reason: "unreachable",
    message: `the proxy http://127.0.0.1:${proxy.port}: refused to reach the host (HTTP status 403)`,
  });
  expect(failed(await by("socks5h://127.0.0.1:1")).message).toBe(
    "the proxy socks5h://127.0.0.1:1: connection refused by 127.0.0.1:1",
  );
  expect(failed(await by("http://proxy.example:3128")).message).toBe("the proxy http://proxy.example:3128: no such host");
});

test("all requests that a source causes go through its proxy, those of others through that of all, or through none", async () => {
  const [ofOne, ofAll] = [await serveSocksProxy(), await serveHttpProxy()];
  const { port } = await serve((request, response) => {
    if (request.url === "/moved") response.writeHead(302, { location: `http://guest.example:${port}/` });
    response.end("read");
  });
  const [one, two, three] = ["one", "two", "three"].map((name) => `http://${name}.example:${port}/feed`) as [
    string,
    string,
    string,
  ];
  const http = client({
    proxy: `http://127.0.0.1:${ofAll.port}`,
    resolve: () => Promise.resolve(["127.0.0.1"]),
    sourceHeaders: [
      { url: one, headers: {}, proxy: `socks5h://127.0.0.1:${ofOne.port}` },
      { url: three, headers: {}, proxy: "none" },
    ],
  });
  const ask = async (url: string, from: string[]) => textOf(await http.get(url, { ...bounds, from }));
  await ask(`http://one.example:${port}/moved`, [one]);
  await ask(`http://shared.example:${port}/`, [three, two, one]);
  expect(ofOne.asked.map((host) => host.split(".")[0])).toEqual(["one", "guest", "shared"]);
  await ask(two, [two]);
  expect(ofAll.asked).toEqual([`two.example:${port}`]);
  await ask(three, [three]);
  expect([...ofAll.asked, ...ofOne.asked].join()).not.toContain("three");
});
