// The table of sources: a new kind is one line here. Configuration, polling and README follow it.
import { command } from "./command/command.ts";
import { feed } from "./feed.ts";
import { mail } from "./mail/mail.ts";
import { page } from "./page/page.ts";
import { sitemap } from "./sitemap.ts";
import { telegram } from "./telegram/telegram.ts";
import type { Source } from "./source.ts";

export const SOURCES: readonly Source[] = [feed, page, sitemap, telegram, mail, command];
