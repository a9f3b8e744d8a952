// The one script: keys for what links and forms do as well. A page works without it.

/**
 * j and k go through the headings' links, o opens, c unfolds, w asks why, / goes to the search, g and a letter to a page, n and p to the older
 * and the newer part of a list, ? shows the list of keys. None while typing, and none with Ctrl, Alt or Meta.
 */
export const KEYS = `(() => {
const all = (wanted) => [...document.querySelectorAll(wanted)];
const go = (link) => link && link.click();
let after = "";
const step = (by) => {
  const links = all("main h3 a, main .rows > li > a:first-child");
  const at = links.indexOf(document.activeElement);
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
  if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
};
const near = (wanted) => document.activeElement?.closest("li, article, section")?.querySelector(wanted);
const keys = {
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement !== document.body && go(document.activeElement),
  c: () => go(near("summary")),
  w: () => go(near("a[href*=why]") ?? document.querySelector("main a[href*=why]")),
  n: () => go(document.querySelector("a[rel=next]")),
  p: () => go(document.querySelector("a[rel=prev], a[rel=first]")),
  "/": () => {
    const [field, link] = [document.querySelector("main input[type=search]"), document.querySelector("nav a[data-key=f]")];
    if (field) field.focus();
    else if (link) location = link.href + "#q";
  },
  "?": () => { const list = document.querySelector("#keys"); list.open = true; list.querySelector("summary").focus(); },
};
const isOff = () => localStorage.getItem("keys") === "off";
const button = document.createElement("button");
const say = () => { button.textContent = isOff() ? "Turn the keys on" : "Turn the keys off"; };
button.addEventListener("click", () => { localStorage.setItem("keys", isOff() ? "on" : "off"); say(); });
say();
document.querySelector("#keys")?.append(button);
addEventListener("keydown", (event) => {
  if (isOff() || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const was = after;
  after = event.key === "g" ? "g" : "";
  if (was === "g") {
    go(all("nav a").find((link) => link.dataset.key === event.key));
    return;
  }
  const run = keys[event.key];
  if (run) { event.preventDefault(); run(); }
});
})();
`;
