// What went wrong with earlier mails: of which digest, to which recipient, and the mail server's reply.
import { localShort } from "./local-time.ts";
import { plainLine } from "./plain-line.ts";
import type { Issue, Undelivered } from "./digest.ts";

export function describeUndelivered({ health, timezone, createdAt }: Issue): { name: string; why: string }[] {
  const at = (date: string) => localShort(timezone, new Date(date), new Date(createdAt));
  return (health.undelivered ?? []).map((one) => {
    const name = `“${plainLine(one.digest, 60)}”`;
    const to = one.to === null ? "" : ` to ${plainLine(one.to, 80)}`;
    return {
      name:
        one.count === 1
          ? `${name} of ${at(one.issueAt)}${to}`
          : `${one.count} ${one.to === null ? "mails" : "issues"} of ${name}${to}, the last of ${at(one.issueAt)}`,
      why: [endOf(one, at), plainLine(one.reply, 200)].filter((part) => part !== "").join(": "),
    };
  });
}

function endOf({ end, sentAt }: Undelivered, at: (date: string) => string): string {
  switch (end) {
    case "failed":
      return "not delivered";
    case "retry":
      return "not taken yet, and tried again";
    case "uncertain":
      return "may or may not have arrived";
    case "late":
      return sentAt === null ? "came late" : `came late, ${at(sentAt)}`;
    case "twice":
      return "may be there twice";
    case "suppressed":
      return "not sent any more";
    case "filed":
      return "only a file";
  }
}
