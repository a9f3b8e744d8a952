// The digests of digests.yaml, and whether their watchlists exist.
import { join } from "node:path";
import type { Digest } from "../../digests/digest.ts";
import type { ConfigFault } from "../config.ts";
import { channelsIn } from "../schemas/channel-keys.ts";
import { digestsSchema, type DigestsFile } from "../schemas/digests-schema.ts";
import { valueAt } from "../yaml/describe-issues.ts";
import { idsIn } from "../schemas/ids-in.ts";
import { loadFile, type ConfigSource, type LoadedFile, type ReadFile } from "./load-file.ts";
import { didYouMean } from "../../text/nearest.ts";
import { localTimezone } from "../schemas/parse-timezone.ts";

/** Reads digests.yaml. Without it everything but the mail works, so that is only a warning. */
export async function loadDigests(
  source: ConfigSource,
  watchlistIds: Set<string>,
): Promise<{ digests: Digest[]; faults: ConfigFault[]; files: ReadFile[] }> {
  const loaded = await loadFile(join(source.dir, "digests.yaml"), digestsSchema, source);
  const faults = [...loaded.faults, ...doubleIds(loaded), ...unknownWatchlists(loaded, watchlistIds)];
  const digests = (loaded.value?.digests ?? []).map((digest) => toDigest(digest));
  if (digests.length === 0 && faults.length === 0) {
    const message = loaded.found ? "no digest is named" : "there is no digests.yaml";
    const out = "so nothing is sent: give one an id, to and schedule";
    faults.push(loaded.faultAt(["digests"], `${message}, ${out}`, { severity: "warning" }));
  }
  return { digests, faults, files: [loaded] };
}

function toDigest(digest: DigestsFile["digests"][number]): Digest {
  return {
    id: digest.id,
    name: digest.name ?? null,
    channels: channelsIn(digest),
    watchlists: digest.watchlists === undefined ? null : [...new Set(digest.watchlists)],
    schedule: digest.schedule,
    timezone: digest.timezone ?? localTimezone(),
    quiet: digest.quiet ?? null,
    surge: digest.surge,
    settleMs: digest.settle,
    mailsPerHour: digest.mails_per_hour,
    holdMs: digest.hold,
    atMost: digest.at_most,
    whenEmpty: digest.when_empty,
    brief: digest.brief === undefined ? null : { sentencesMax: digest.brief, model: digest.model ?? null },
  };
}

function doubleIds(loaded: LoadedFile<DigestsFile>): ConfigFault[] {
  const seen = new Set<string>();
  return idsIn(loaded.raw, "digests").flatMap(({ id, path }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [loaded.faultAt(path, `"${id}" is the id of another digest above: give each its own`)];
  });
}

function unknownWatchlists(loaded: LoadedFile<DigestsFile>, known: Set<string>): ConfigFault[] {
  const digests = valueAt(loaded.raw, ["digests"]);
  if (!Array.isArray(digests)) return [];
  return digests.flatMap((digest, index) => {
    const named = valueAt(digest, ["watchlists"]);
    if (!Array.isArray(named)) return [];
    return named.flatMap((id, item) => {
      if (typeof id !== "string" || known.has(id)) return [];
      const way = didYouMean(id, known) || ": name one of those in watchlists/, or take it out";
      return [loaded.faultAt(["digests", index, "watchlists", item], `there is no watchlist "${id.slice(0, 100)}"${way}`)];
    });
  });
}
