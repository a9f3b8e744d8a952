// Fifty news pages whose text only scripts show, in ten designs, and the files that they ask for.
import { generateArticles } from "../../../src/newsroom/generate-articles.ts";
import { paragraphsOf } from "../../../src/newsroom/invented-article.ts";
import { waysTo } from "../../../test/support/ways-out.ts";

export interface ScriptedPage {
  path: string;
  design: string;
  /** A sentence that stands in it once its scripts are done, and in no file before. */
  shows: string;
  html: string;
}

export interface ScriptedSite {
  pages: ScriptedPage[];
  /** What the pages ask for, by path. */
  files: Map<string, { type: string; body: string }>;
}

/** What stands in a file must not be found there before a script put it together. */
const hide = (text: string): string => Buffer.from(text).toString("base64");
const SHOW = `const show = (hidden) => { const { title, body } = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(hidden), (letter) => letter.charCodeAt(0))));
  document.getElementById("app").innerHTML = "<article><h1>" + title + "</h1>" + body.map((text) => "<p>" + text + "</p>").join("") + "</article>"; };`;

const PAGES = 50;
const MODULES = 6;
const CARDS = 400;
const BUNDLE_FUNCTIONS = 12_000;
const FRAMES = 20;

/** A script as large as a news site's: thousands of functions, of which a few are called. */
const bundle = (seed: number): string =>
  Array.from(
    { length: BUNDLE_FUNCTIONS },
    (_, n) =>
      `function part${n}(a, b) { if (a > ${seed + n}) return part${(n * 7 + 1) % BUNDLE_FUNCTIONS}(a - ${n + 1}, b); return b.concat(["block-${n}", a * ${n}]).slice(-3); }`,
  ).join("\n");

/** `forbidden` is the host and port of a server that no page may reach. */
export function scriptedSite(forbidden: string): ScriptedSite {
  const files: ScriptedSite["files"] = new Map();
  const script = (path: string, body: string): string => {
    files.set(path, { type: "text/javascript", body });
    return path;
  };
  // The last of the ways leave the page itself.
  const ways = waysTo(forbidden).slice(0, PAGES);

  const designs: Record<string, (hidden: string, number: number) => string> = {
    "asks for its text": (hidden, number) => {
      files.set(`/api/${number}.json`, { type: "application/json", body: JSON.stringify({ hidden }) });
      const app = script(
        `/app-${number}.js`,
        `${SHOW} fetch("/api/${number}.json").then((a) => a.json()).then((a) => show(a.hidden));`,
      );
      return `<script src="${app}"></script>`;
    },
    "holds its text as state": (hidden) =>
      `<script>${SHOW} window.state = { hidden: "${hidden}" }; show(window.state.hidden)</script>`,
    "is made of modules": (hidden, number) => {
      for (let n = 0; n < MODULES; n++)
        script(
          `/modules/${number}-${n}.js`,
          n === MODULES - 1 ? `export default "${hidden}";` : `export { default } from "/modules/${number}-${n + 1}.js";`,
        );
      return `<script type="module">import hidden from "/modules/${number}-0.js"; ${SHOW} show(hidden);</script>`;
    },
    "brings a large bundle": (hidden, number) =>
      `<script src="${script(`/bundle-${number}.js`, bundle(number))}"></script><script>${SHOW} part5(90, []); show("${hidden}")</script>`,
    "shows hundreds of cards": (hidden) =>
      `<div id="more"></div><script>${SHOW} for (let n = 0; n < ${CARDS}; n++) { const card = document.createElement("div"); card.innerHTML = "<img loading=lazy src=/picture-" + n + ".jpg><h3><a href=/story-" + n + ">Story number " + n + " of the day</a></h3><p>A line that follows it.</p>"; more.append(card); card.getBoundingClientRect(); } show("${hidden}")</script>`,
    "draws itself several times": (hidden) =>
      `<script>${SHOW} let times = 0; const draw = () => { show("${hidden}"); if (++times < 20) setTimeout(draw, 20); }; draw()</script>`,
    "shows what comes into view": (hidden) =>
      `<script>${SHOW} new IntersectionObserver(([seen], all) => { if (seen.isIntersecting) { all.disconnect(); requestAnimationFrame(() => show("${hidden}")); } }).observe(document.getElementById("app"))</script>`,
    "computes before it shows": (hidden, number) =>
      `<script>${SHOW} const all = Array.from({ length: 300000 }, (_, n) => ({ n, key: String((n * 7919) % 300007) })); all.sort((a, b) => a.key.localeCompare(b.key)); JSON.parse(JSON.stringify(all)); if (all.length > ${number}) show("${hidden}")</script>`,
    "carries advertisements": (hidden, number) =>
      `${Array.from({ length: FRAMES }, (_, n) => `<iframe src="http://${forbidden}/ad-${number}-${n}"></iframe><script async src="http://${forbidden}/ad-${number}-${n}.js"></script>`).join("")}<script>${SHOW} let looks = 0; const look = setInterval(() => { document.body.offsetHeight; if (++looks === 10) show("${hidden}"); if (looks > 60) clearInterval(look); }, 20)</script>`,
    "asks without end": (hidden) =>
      `<script>${SHOW} show("${hidden}"); setInterval(() => fetch("/news-ticker.json?" + Math.random()).then((a) => a.text()).catch(() => 0), 300)</script>`,
  };
  files.set("/news-ticker.json", { type: "application/json", body: "{}" });
  const names = Object.entries(designs);
  const pages = generateArticles(PAGES).map((article, number): ScriptedPage => {
    const body = paragraphsOf(article);
    const [design, write] = names[number % names.length] ?? ["", () => ""];
    const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ledger</title><link rel="stylesheet" href="/style.css"></head>`;
    const html = `${head}<body><div id="app"></div>${ways[number] ?? ""}${write(hide(JSON.stringify({ title: article.title, body })), number)}</body></html>`;
    return { path: `/page-${number}`, design, shows: body.at(-1) ?? "", html };
  });
  return { pages, files };
}
