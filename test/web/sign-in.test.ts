// Goal: people sign in without a script, and what a page of another site does from their browser gets nothing. Method: a real browser.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStages } from "../pipeline/open-stages.ts";
import { openChromium } from "../support/open-chromium.ts";
import { webWith } from "./ask.ts";
import type { Browser, BrowserContext } from "playwright-core";
import type { TestStages } from "../pipeline/open-stages.ts";

const PASSWORD = "correct horse battery staple";

let browser: Browser;
let stages: TestStages;
beforeAll(async () => {
  [browser, stages] = await Promise.all([openChromium({ installs: true }), openStages("pglite")]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await stages?.close();
});

async function signIn(context: BrowserContext, url: string) {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  return page;
}

test("without a script people sign in, come to the page that they asked for, and sign out", async () => {
  const web = await webWith(stages, { kind: "password", password: PASSWORD });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${web.url}?from=a+bookmark`);
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  expect(await page.getByRole("alert").textContent()).toBe("This is not the password.");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${web.url}?from=a+bookmark`);
  const cookies = await context.cookies();
  expect(cookies.find(({ name }) => name === "wirewatch")).toMatchObject({ httpOnly: true, sameSite: "Lax", secure: false });
  await page.getByRole("button", { name: "Sign out" }).click();
  expect(page.url()).toBe(`${web.url}login`);
  await page.goto(web.url);
  expect(new URL(page.url()).pathname).toBe("/login");
  await context.close();
});

test("a link in a web mail leads a person who has signed in to its page, and not to the sign-in page", async () => {
  const web = await webWith(stages, { kind: "password", password: PASSWORD });
  const context = await browser.newContext();
  await signIn(context, web.url);
  const page = await context.newPage();
  const mail = "http://mail.example/";
  await page.route(`${mail}**`, (route) =>
    route.fulfill({ contentType: "text/html", body: `<a href="${web.url}system">a link</a>` }),
  );
  await page.goto(mail);
  await page.getByRole("link").click();
  await page.waitForURL(`${web.url}system`);
  await context.close();
});

test.each(["http://attacker.example/", "http://localhost:1/"])(
  "a page of %s reads nothing and ends no session by what its reader's browser sends",
  async (hostile) => {
    const web = await webWith(stages, { kind: "password", password: PASSWORD });
    const context = await browser.newContext();
    const own = await signIn(context, web.url);
    const page = await context.newPage();
    await page.route(`${hostile}**`, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Hostile</h1>" }));
    await page.goto(hostile);
    const got = await page.evaluate(async (target) => {
      const asked = (mode: RequestMode) =>
        fetch(`${target}status.json`, { mode, credentials: "include" }).then(
          (answer) => answer.text(),
          () => "nothing",
        );
      const loaded = (tag: "img" | "script" | "iframe", path: string) =>
        new Promise<string>((resolve) => {
          const element = Object.assign(document.createElement(tag), { src: target + path });
          element.addEventListener("load", () => {
            const inside = tag === "iframe" ? (element as HTMLIFrameElement).contentDocument?.body.textContent : "loaded";
            resolve(inside ?? "nothing");
          });
          element.addEventListener("error", () => resolve("nothing"));
          document.body.append(element);
        });
      const form = Object.assign(document.createElement("form"), { method: "post", action: `${target}logout`, target: "x" });
      const frame = Object.assign(document.createElement("iframe"), { name: "x" });
      document.body.append(form, frame);
      const posted = new Promise<string>((resolve) => frame.addEventListener("load", () => resolve("nothing")));
      form.submit();
      return [
        await asked("cors"),
        await asked("no-cors"),
        await loaded("img", ""),
        await loaded("script", "status.json"),
        await loaded("iframe", ""),
        await posted,
      ];
    }, web.url);
    expect(got.map((text) => text || "nothing")).toEqual(["nothing", "nothing", "nothing", "nothing", "nothing", "nothing"]);
    await own.reload();
    expect(await own.getByRole("button", { name: "Sign out" }).count()).toBe(1);
    await context.close();
  },
);
