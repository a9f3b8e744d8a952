// A Telegram channel as people name it: its name, or an address of it.
import { parseFeedUrl } from "../../schema/parse-feed-url.ts";
import type { Reading } from "../../schema/reading.ts";

const NAME = /^[a-z]\w{3,31}$/i;
const HOSTS = /^(?:www\.)?(?:t\.me|telegram\.(?:me|dog))$/;

/** The address of the channel's public page. */
export function parseChannel(text: string): Reading<string> {
  const given = text.trim();
  const name = given.replace(/^@/, "");
  if (NAME.test(name)) return { kind: "value", value: `https://t.me/s/${name}` };
  const reading = parseFeedUrl(/^(?:t\.me|telegram\.me)\//i.test(given) ? `https://${given}` : given);
  if (reading.kind === "fault")
    return {
      kind: "fault",
      message: "is no channel: write its name, as in examplechannel, or its address, as in https://t.me/s/examplechannel",
    };
  const url = new URL(reading.value);
  if (!HOSTS.test(url.host)) return reading;
  const [first = "", second] = url.pathname.split("/").filter((part) => part !== "");
  const channel = first === "s" ? second : first;
  if (first.startsWith("+") || first === "joinchat" || first === "c")
    return { kind: "fault", message: "leads into a private channel, which shows no posts on the web" };
  if (channel === undefined || !NAME.test(channel))
    return { kind: "fault", message: "names no channel: write it as in https://t.me/s/examplechannel" };
  return { kind: "value", value: `https://t.me/s/${channel}` };
}
