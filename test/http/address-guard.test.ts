import { describe, expect, test } from "vitest";
import { checkAddress, parseAllowed } from "../../src/http/address-guard.ts";
import { privateSpellings } from "./private-spellings.ts";

const nowhere = parseAllowed([]);

function verdict(list: string[], address: string, host = "news.example", port = 80): string {
  return checkAddress(address, { host, port }, parseAllowed(list)).kind;
}

describe("an address", () => {
  test.each(["1.1.1.1", "8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001:80b::200e"])(
    "%s is public",
    (address) => {
      expect(checkAddress(address, { host: "news.example", port: 443 }, nowhere)).toEqual({ kind: "allowed" });
    },
  );

  test.each(privateSpellings)("like %s is refused as %s", (_spelling, address) => {
    expect(checkAddress(address, { host: "news.example", port: 80 }, nowhere).kind).toBe("refused");
  });

  test.each(["", "news.example", "127.1", "0x7f000001", "1.2.3.4.5", "::g"])(
    "that is invalid, like %o, is refused",
    (address) => {
      expect(checkAddress(address, { host: "news.example", port: 80 }, nowhere).kind).toBe("refused");
    },
  );

  test.each([
    ["ISATAP", "2001:470:1f0b::5efe:10.0.0.1"],
    ["ISATAP of a public IPv4 prefix", "2a00:1450:4001:80b:200:5efe:192.168.1.1"],
    ["an operator's NAT64", "2001:db9:64:ff9b::127.0.0.1"],
    ["an operator's NAT64 to the cloud's own addresses", "2001:db9:64:ff9b::169.254.169.254"],
  ])("that is translated to a private one by %s is refused", (_, address) => {
    expect(checkAddress(address, { host: "news.example", port: 80 }, nowhere).kind).toBe("refused");
  });

  test.each(["2001:470:1f0b::5efe:8.8.8.8", "2606:4700::1", "2606:4700::808:808"])("%s stays public", (address) => {
    expect(checkAddress(address, { host: "news.example", port: 80 }, nowhere).kind).toBe("allowed");
  });

  test("is refused with what to do about it", () => {
    expect(checkAddress("10.0.0.1", { host: "intranet.example", port: 80 }, nowhere)).toEqual({
      kind: "refused",
      message: "intranet.example is a private address (10.0.0.1); if it is yours, add it to fetch.allow_private",
    });
  });
});

describe("allow_private", () => {
  test("takes a host, for every port and any address it resolves to", () => {
    expect(verdict(["Intranet.Example"], "10.0.0.1", "intranet.example", 8080)).toBe("allowed");
    expect(verdict(["intranet.example"], "10.0.0.1", "sub.intranet.example")).toBe("refused");
    expect(verdict(["intranet.example"], "10.0.0.1", "other.example")).toBe("refused");
  });

  test("takes a host with a port, for that port alone", () => {
    expect(verdict(["intranet.example:8080"], "10.0.0.1", "intranet.example", 8080)).toBe("allowed");
    expect(verdict(["intranet.example:8080"], "10.0.0.1", "intranet.example", 80)).toBe("refused");
    expect(verdict(["intranet.example:80"], "10.0.0.1", "intranet.example", 80)).toBe("allowed");
  });

  test("takes an address, with and without a port, under any name", () => {
    expect(verdict(["10.0.0.7"], "10.0.0.7")).toBe("allowed");
    expect(verdict(["10.0.0.7"], "10.0.0.8")).toBe("refused");
    expect(verdict(["10.0.0.7:8080"], "10.0.0.7", "10.0.0.7", 8080)).toBe("allowed");
    expect(verdict(["10.0.0.7:8080"], "10.0.0.7", "10.0.0.7", 8081)).toBe("refused");
    expect(verdict(["fd00::7"], "fd00:0::7")).toBe("allowed");
    expect(verdict(["[fd00::7]:80"], "fd00::7")).toBe("allowed");
    expect(verdict(["[fd00::7]:81"], "fd00::7")).toBe("refused");
  });

  test("takes ranges of both families, and does not mix them", () => {
    expect(verdict(["10.1.0.0/16"], "10.1.255.1")).toBe("allowed");
    expect(verdict(["10.1.0.0/16"], "10.2.0.1")).toBe("refused");
    expect(verdict(["fd00::/8"], "fd12::1")).toBe("allowed");
    expect(verdict(["10.0.0.0/8"], "::ffff:10.0.0.1")).toBe("refused");
  });

  test("takes localhost for every name below it", () => {
    expect(verdict(["localhost:8080"], "127.0.0.1", "wire.localhost", 8080)).toBe("allowed");
    expect(verdict(["localhost"], "127.0.0.1", "notlocalhost")).toBe("refused");
  });

  test.each([
    "",
    "10.0.0.0/33",
    "http://10.0.0.1/",
    "a b",
    "host:0",
    "host:99999",
    "host:http",
    "*",
    "[::1",
    "me@host",
    "host/path",
  ])("refuses %o, quoting it", (entry) => {
    expect(() => parseAllowed([entry])).toThrow(`"${entry}" is not a host`);
  });
});
