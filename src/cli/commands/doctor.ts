// `wirewatch doctor`: whether it can reach its database, queue and mail server.
import { PUSHED } from "../../channels/channels.ts";
import { tryDisk, tryStoreAndQueue, type Finding } from "../../app/try-store.ts";
import { readConfig } from "../../app/read-config.ts";
import { readVersion } from "../../built-file.ts";
import { whyRefused, whyRisky } from "../../web/access.ts";
import { counted } from "../../text/counted.ts";
import type { Config } from "../../config/config.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  help: `Usage: wirewatch doctor

Tries what Wirewatch needs and says what it found: versions, configuration, database, queue, disk, mail server, other
channels.
Sends nothing and changes no table. Exit code 1 if something is wrong.`,
  async run(context) {
    const config = await readConfig(context);
    const findings = [
      { subject: "version", ok: true, detail: `Wirewatch ${await readVersion()}` },
      nodeVersion(),
      configured(config),
      ...(await tryStoreAndQueue(config)),
      ...(await tryDisk(config)),
      ...(await channels(config)),
      ...webPage(config),
    ];
    const ok = findings.every((finding) => finding.ok);
    if (context.json) context.print(JSON.stringify({ ok, findings }));
    else
      for (const { subject, ok, detail } of findings) context.print(`${ok ? "ok   " : "FAULT"}  ${subject.padEnd(9)} ${detail}`);
    return ok ? 0 : 1;
  },
};

function nodeVersion(): Finding {
  const { node, tz } = process.versions;
  const old = Number(node.split(".")[0]) <= 20 ? "; Node 20 is past its end of life and gets no security fixes" : "";
  return { subject: "node", ok: true, detail: `${node}, time zone data ${tz}${old}` };
}

const configured = (config: Config): Finding => ({
  subject: "config",
  ok: true,
  detail: `${config.dir}: ${counted(config.feeds.length, "feed")}, ${counted(config.digests.length, "digest")}`,
});

/** Empty unless `run` would refuse to open the page, or warn about it. */
function webPage({ web }: Config): Finding[] {
  const refused = whyRefused(web);
  const found = refused ?? whyRisky(web);
  return found === null ? [] : [{ subject: "web", ok: refused === null, detail: found.text }];
}

/** A channel without a server of its own cannot be tried without sending something. */
async function channels(config: Config): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { kind, verify } of PUSHED) {
    const count = config.digests.flatMap((digest) => digest.channels).filter((channel) => channel.kind === kind).length;
    if (verify !== undefined) findings.push({ subject: kind, ...(await verify(config)) });
    else if (count > 0)
      findings.push({ subject: kind, ok: true, detail: `${count} set; not tried, because a try would send something` });
  }
  return findings;
}
