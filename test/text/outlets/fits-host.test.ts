// A page may claim any name for its outlet; only a name that fits its host is believed.
import { expect, test } from "vitest";
import { fitsHost } from "../../../src/text/outlets/fits-host.ts";

test.each([
  ["BBC", "www.bbc.co.uk"],
  ["BBC News", "bbc.com"],
  ["British Broadcasting Corporation", "bbc.co.uk"],
  ["The New York Times", "www.nytimes.com"],
  ["Los Angeles Times", "latimes.com"],
  ["Frankfurter Allgemeine Zeitung", "faz.net"],
  ["Süddeutsche Zeitung", "www.sueddeutsche.de"],
  ["Süddeutsche.de", "sueddeutsche.de"],
  ["Deutsche Welle", "dw.com"],
  ["EL PAÍS", "elpais.com"],
  ["The Guardian", "theguardian.com"],
  ["Le Monde.fr", "lemonde.fr"],
  ["DER SPIEGEL", "spiegel.de"],
  ["N1", "n1info.rs"],
  ["NHK WORLD-JAPAN", "www3.nhk.or.jp"],
  ["The Irrawaddy", "burma.irrawaddy.com"],
  ["Myanmar Now", "myanmar-now.org"],
  ["Myanmar Now", "myanmarnow.substack.com"],
  ["The Myanmar Times", "mmtimes.com"],
  ["Новая газета", "novayagazeta.ru"],
  ["Медуза", "meduza.io"],
  ["Kommersant", "www.kommersant.ru"],
  ["Коммерсантъ", "www.kommersant.ru"],
  ["Le Figaro", "lefigaro.fr"],
  ["example.org", "www.example.org"],
  ["Medium", "medium.com"],
  ["Reuters", "www.reuters.com"],
  ["Honest Paper", "paper.localhost"],
  ["Bücher Blatt", "xn--bcherblatt-9db.example"],
])("%s is at home at %s", (name, host) => {
  expect(fitsHost(name, host)).toBe(true);
});

test.each([
  ["Reuters", "evil.example"],
  ["Reuters", "reuters-live.example"],
  ["Reuters", "reuters.blogspot.com"],
  ["Reuters", "reuters.evil.example"],
  ["AFP", "afp.medium.com"],
  ["Agence France-Presse", "evil.example"],
  ["ロイター", "evil.example"],
  ["BBC News", "evil.example"],
  ["BBC", "bbcfanclub.example"],
  ["BBC", "bbc.evil.example"],
  ["The Guardian", "guardian-lies-daily.example"],
  ["The New York Times", "nt.example"],
  ["The New York Times", "times.example.org"],
  ["The Daily Truth", "medium.com"],
  ["The Daily Truth", "someone.substack.com"],
  ["The Daily Truth on Medium", "medium.com"],
  ["Новая газета", "evil.example"],
  ["新华社", "evil.example"],
  ["朝日新聞", "evil.example"],
  ["News Online", "evilnews.example"],
  ["The News", "news-evil.example"],
  ["BBC", "127.0.0.1"],
  ["", "evil.example"],
  ["   ", "evil.example"],
])("%s is not believed of %s", (name, host) => {
  expect(fitsHost(name, host)).toBe(false);
});

test("a name of any length is judged at once", () => {
  const host = `${"a".repeat(30)}bcdefghijklmnopqrstuvwx.example`;
  for (const word of ["a ", "aaaaaaaaaaaaa ", "аааааааа "]) expect(fitsHost(word.repeat(100_000), host)).toBe(false);
});
