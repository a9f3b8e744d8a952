// A digest's Atom feed, where digests.yaml asks for one: /digests/ID.atom.
import type { IncomingMessage } from "node:http";
import { atom } from "../../channels/atom.ts";
import { listIssues } from "../../store/issues.ts";
import type { WebDeps } from "../web-deps.ts";

/** A proxy in front may have left the path of web.url on. */
const PATH = /\/digests\/([^/]{1,600})\.atom$/;
const ISSUES_MAX = 20;

/** Null for any other address, and for a digest that has no feed. */
export async function answerAtom({ database, config }: WebDeps, request: IncomingMessage): Promise<string | null> {
  const [path = ""] = (request.url ?? "").split("?", 1);
  const written = PATH.exec(path)?.[1];
  if (written === undefined || (request.method !== "GET" && request.method !== "HEAD")) return null;
  const { digests, web } = config();
  const digest = digests.find(
    ({ id, channels }) => encodeURIComponent(id) === written && channels.some(({ kind }) => kind === atom.kind),
  );
  if (digest === undefined) return null;
  const issues = await listIssues(database, digest.id, ISSUES_MAX);
  return atom.render(digest.id, issues, `${web.url.replace(/\/$/, "")}/digests/${written}.atom`);
}
