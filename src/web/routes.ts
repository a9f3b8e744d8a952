// All routes of the web page. Routes above the line "sign in" are open to all, or to readers with a token; those below need signing in.
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import { getPath } from "hono/utils/url";
import { atomPage, isPageToken, pageToken } from "../digests/page-token.ts";
import { onlyForms, onlyOurPages, onlyOurs } from "./access.ts";
import { ASSETS } from "./assets/assets.ts";
import { publicLinks, rootOf } from "./links.ts";
import { linksOfOwner } from "./links-of-owner.ts";
import { metricsPage } from "./metrics.ts";
import { answerPages } from "./pages/answer-pages.ts";
import { answerStory } from "./pages/stories/answer-story.ts";
import { formsOf, jsonPath, pagesOf } from "./pages/pages.ts";
import { answerSearch } from "./pages/search/answer-search.ts";
import { READER_PATH } from "./reader/read-fields.ts";
import { readerCalls } from "./reader/reader-calls.ts";
import { linksOf } from "./refuse.ts";
import { failed, noSuchPage, notAChanger, notFromHere, notReady, onlyMethods, sessionEnded, tooLarge } from "./refusals.ts";
import { answerFeedbackByLink } from "./public/feedback-by-link.ts";
import { hadSession, showSignIn, signIn, signOut } from "./public/sign-in.ts";
import { answerSubscription } from "./public/unsubscribe-page.ts";
import type { MiddlewareHandler } from "hono";
import type { Asked } from "./page.ts";
import type { Answer } from "./pages/answer-pages.ts";
import type { Door } from "./door.ts";
import type { Role } from "./sessions.ts";
import type { WebDeps, WebEnv } from "./web-deps.ts";

const FORM_BYTES_MAX = 64 * 1024;
/** A list of feeds or of items, or a note with the one before it, whose letters may be nine bytes each in a form. */
const LIST_BYTES_MAX = 1024 * 1024;
const FEEDBACK_LINK = "/feedback/:issue{[1-9][0-9]{0,14}}/:story{[0-9]{1,15}}/:token";
const isLong = (path: string): boolean =>
  path === "/feeds/opml" || path.startsWith(`${READER_PATH}/`) || /^\/stories\/\d+\/note$/.test(path);
const METHODS = ["GET", "HEAD", "POST"];

export function openRoutes(deps: WebDeps, door: Door): Hono<WebEnv> {
  const { desk } = deps;
  const pages = answerPages(deps);
  const searches = answerSearch(deps);
  const web = () => deps.config().web;
  const app = new Hono<WebEnv>({ getPath: (request) => ownPath(getPath(request), deps) });
  guard(app, deps);

  app.get("/livez", (c) => c.text("alive\n"));
  app.get("/healthz", (c) => c.text("alive\n"));
  app.get("/readyz", async (c) => {
    await desk.ready();
    return c.text("ready\n");
  });
  for (const { path, type, body } of Object.values(ASSETS))
    app.get(`/${path}`, (c) =>
      c.body(body, 200, { "content-type": type, "cache-control": "public, max-age=31536000, immutable" }),
    );
  app.all("/:open{livez|healthz|readyz}", (c) => onlyMethods(c, ["GET", "HEAD"]));
  app.on(["GET", "POST"], "/websub/:token", async (c) => {
    if (deps.hubCallback === undefined) return c.notFound();
    const { body, status } = await deps.hubCallback(c.req.raw, c.req.param("token"));
    return c.text(body, status as 200);
  });

  const [limitForm, limitList] = [FORM_BYTES_MAX, LIST_BYTES_MAX].map((maxSize) =>
    bodyLimit({ maxSize, onError: (c: Asked) => tooLarge(c) }),
  );
  app.use((c, next) => (isLong(c.req.path) ? limitList : limitForm)?.(c, next) ?? next());
  // Mail providers post here without an Origin (RFC 8058), so the token alone decides.
  app.on(["GET", "POST"], "/:action{subscribe|unsubscribe}/:token", (c) => answerSubscription(c, desk));
  const feedback = answerFeedbackByLink(deps);
  app.get(FEEDBACK_LINK, feedback.show);
  app.post(FEEDBACK_LINK, onlyOurPages(web), onlyForms, feedback.keep);
  app.get("/issues/:id{[1-9][0-9]{0,14}}/:token", byToken(deps, pages.issue));
  app.get("/stories/:id{[1-9][0-9]{0,14}}/:token{[\\w-]{22}}", byToken(deps, answerStory(deps).story));
  app.get("/articles/:id{[1-9][0-9]{0,14}}/:token", byToken(deps, pages.article));
  app.get("/digests/:file{.+\\.atom}/:token", etag(), byToken(deps, pages.atom));
  app.get("/search.atom/:token", etag(), (c) => searches.feed(c));
  const { entry } = door;
  if (entry !== null) {
    app.get("/login", showSignIn);
    app.post("/login", onlyOurPages(web), onlyForms, (c) => signIn(c, entry.sessions, web().url));
    // Programs sign in by a header, which no page of another site can send.
    for (const [method, path, answer] of readerCalls(deps, entry.passwords)) app.on(method, path, answer);
  }

  app.use(onlyOurPages(web), onlySignedIn(deps, door), onlyForms); // sign in

  app.get("/digests/:file{.+\\.atom}", etag(), byOwner(pages.atom, null));
  for (const [path, answer] of pagesOf(deps)) {
    app.get(jsonPath(path), byOwner(answer, null));
    app.get(path, byOwner(answer, path));
  }
  for (const [path, role, answer] of formsOf(deps)) app.post(path, byOwner(onlyBy(role, answer), null));
  app.get("/metrics", metricsPage(desk));
  app.get("/search.yaml", byOwner(searches.watchlist, null));
  app.get("/status.json", async (c) => c.json(await desk.status()));
  if (entry !== null) app.post("/logout", (c) => signOut(c, entry.sessions, web().url));
  return app;
}

/** Sets what applies to every route: headers, hosts, methods, and the answers to faults. */
function guard(app: Hono<WebEnv>, { desk, config, log }: WebDeps): void {
  const none = ["'none'"];
  app.onError(async (error, c) => {
    log.warn({ err: error }, "a web page failed");
    const isAway = await desk.ready().then(
      () => false,
      () => true,
    );
    return isAway ? notReady(c) : failed(c);
  });
  app.notFound(noSuchPage);
  // No page mixes a secret with words of another site's page, since those pages' requests get no answer.
  app.use(compress());
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: none, formAction: none, frameAncestors: none, baseUri: none },
      // Publishers get no referrer. `no-referrer` would also take the Origin from our own forms.
      referrerPolicy: "same-origin",
      xFrameOptions: "DENY",
      strictTransportSecurity: false,
      overwrite: false,
    }),
    async (c, next) => {
      await next();
      if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
      // Some clients compare the whole value in its usual spelling.
      c.header("content-type", c.res.headers.get("content-type")?.replace("UTF-8", "utf-8"));
    },
    onlyOurs(config().web.access, () => config().web),
    (c, next) => (METHODS.includes(c.req.method) ? next() : Promise.resolve(onlyMethods(c, METHODS))),
    methodNotAllowed({ app, onMethodNotAllowed: onlyMethods }),
  );
}

/** A proxy in front may have left the path of web.url on. */
function ownPath(path: string, { config }: WebDeps): string {
  const base = new URL(config().web.url).pathname;
  return base !== "/" && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
}

/** Answers a request that has the page's token; the links on that page have tokens of their own. */
const byToken =
  ({ desk }: WebDeps, answer: Answer) =>
  async (c: Asked): Promise<Response> => {
    const key = await desk.pageKey();
    const { id, file = "", token = "" } = c.req.param() as Record<string, string | undefined>;
    const [, kind = ""] = c.req.path.split("/");
    const page = id === undefined ? atomPage(file.replace(/\.atom$/, "")) : `${kind}/${id}`;
    if (!isPageToken(key, page, token)) return c.notFound();
    return answer(c, { ...publicLinks("../../"), to: (other) => `../../${other}/${pageToken(key, other)}` });
  };

/** Answers owners alone, or readers too. */
const onlyBy =
  (role: Role, answer: Answer): Answer =>
  async (c, links) =>
    links.mayChange || (role === "reader" && links.maySay) ? answer(c, links) : notAChanger(c);

/** Answers a person who may read everything. `path` is that of a page whose record is also there as JSON, else null. */
const byOwner =
  (answer: Answer, path: string | null) =>
  (c: Asked): Promise<Response> => {
    const links = linksOf(c);
    const own = c.req.path === "/" ? "stories" : c.req.path.slice(1);
    return answer(c, { ...links, json: path === null ? null : `${links.root}${own}.json${new URL(c.req.url).search}` });
  };

/** Passes requests of people who may read everything. */
function onlySignedIn(deps: WebDeps, { entry, visitorOf }: Door): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const visitor = visitorOf(c);
    if (visitor !== null) {
      c.set("links", linksOfOwner(c, deps, visitor, entry !== null));
      return next();
    }
    if (entry === null) return notFromHere(c);
    if (c.req.method !== "GET" || /\.\w+$/.test(c.req.path)) return sessionEnded(c);
    const { pathname, search } = new URL(c.req.url);
    const to = new URLSearchParams({
      to: ownPath(pathname, deps) + search,
      ...(hadSession(c, deps.config().web.url) && { ended: "1" }),
    });
    return c.body(null, 303, { location: `${rootOf(c.req.path)}login?${to.toString()}` });
  };
}
