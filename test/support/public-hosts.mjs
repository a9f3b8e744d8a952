// Preloaded into a program under test: names below .test are public hosts to it, with an address that leads to loopback.
import dns from "node:dns/promises";
import net from "node:net";
import { syncBuiltinESMExports } from "node:module";

const PUBLIC = "93.184.215.14";
const { lookup } = dns;
dns.lookup = async (host, options) => (host.endsWith(".test") ? [{ address: PUBLIC, family: 4 }] : lookup(host, options));

// The program connects to the address that it checked, which it hands over as the answer of a look-up of its own.
const { connect } = net.Socket.prototype;
const home = (found) =>
  Array.isArray(found) ? found.map(home) : found?.address === PUBLIC ? { ...found, address: "127.0.0.1" } : found;
net.Socket.prototype.connect = function (...given) {
  const [first] = Array.isArray(given[0]) ? given[0] : given;
  if (typeof first?.lookup === "function") {
    const own = first.lookup;
    first.lookup = (host, options, done) =>
      own(host, options, (fault, found, family) => done(fault, found === PUBLIC ? "127.0.0.1" : home(found), family));
  }
  return connect.apply(this, given);
};
syncBuiltinESMExports();
