// Short marks of a list's items, by which the items of the last look are recognised.
import { createHash } from "node:crypto";

export const markOfUrl = (url: string): string => createHash("sha256").update(url).digest("base64url").slice(0, 10);
export const markOfTitle = (title: string): string => markOfUrl(`title:${title.toLowerCase()}`);
