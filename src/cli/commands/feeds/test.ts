// `wirewatch feeds test URL`: what an address would bring as a source.
import { hiderOf } from "../../../desk/hide-keys.ts";
import { asItem, shownSource } from "../../../desk/sources/source-item.ts";
import { formatTested } from "../../format/format-tested.ts";
import { renderFeeds } from "../../../config/load/add-feeds.ts";
import { sourceAddressOf } from "./address-of.ts";
import { testAddress } from "./test-address.ts";
import type { Command } from "../../command.ts";

export const command: Command = {
  help: `Usage: wirewatch feeds test URL

Shows what URL would bring as a source, and writes nothing. Tried are its feed, then a sitemap, then the page itself as a list of
articles; of Telegram (@channel, or an address at t.me) the channel's public page; of a mailbox (imaps://user@host/Mailbox, with its
password in MAIL_PASSWORD or the file MAIL_PASSWORD_FILE) the newsletters of the last week. Says what is chosen and why, and why not the rest.
Of an address with a query, which may hold a key, only ?… is shown.

With --json: {"chosen":{"key","url","why","title","language","count","entries":[{"title","url","publishedAt"}]},"yaml",
"tried":[{"key","url","reason"}]}; "chosen" and "yaml" are null, and the exit code is 1, if nothing can be followed.`,
  positionals: { min: 1, max: 1 },
  async run(context) {
    const url = sourceAddressOf(context.positionals[0] ?? "");
    const tested = shownSource(await testAddress(context, url), url, hiderOf(url));
    const yaml = tested.chosen === null ? null : renderFeeds([asItem(tested.chosen)], "  ");
    if (context.json) context.print(JSON.stringify({ chosen: tested.chosen, yaml, tried: tested.tried }));
    else {
      for (const line of formatTested(tested).tried) context.tell(line);
      if (tested.chosen !== null) context.print(`${formatTested(tested).chosen}\nFor feeds.yaml:\n${yaml?.trimEnd() ?? ""}`);
      else context.tell("Nothing there can be followed.");
    }
    return tested.chosen === null ? 1 : 0;
  },
};
