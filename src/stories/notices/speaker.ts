// Tells who speaks in an article, and whether a notice may speak of a report: no source may withdraw or correct another's.
import { agenciesIn, nameAgencyWholly } from "../../text/name-agency.ts";
import { hostOf } from "../../text/host-of.ts";
import { isNewsSearch } from "../../text/outlets/news-searches.ts";
import { ownLabelOf, siteOf } from "../../text/outlets/site-of.ts";
import { findOrigin } from "../find-origin.ts";
import type { Origin } from "../find-origin.ts";
import type { Candidate, GroupDocument } from "../story.ts";

export interface Speaker {
  /** The site, or the writer on a site where everybody writes; null if that is not known. */
  voice: string | null;
  /** The agency that it credits, or that publishes it. */
  agency: string | null;
  /** The agencies in whose name it may speak, `agency` included. */
  agencies: readonly string[];
}

const CREDIT_CHARACTERS_MAX = 2_000;
/** Sites on which the first part of the path is the writer's name. */
const BY_PATH = /^(?:t\.me|x\.com|twitter\.com)$/;

interface Read {
  /** Where its words were read: its own address, or that of a feed of another site, which may say anything of it. */
  wordsFrom?: string | null;
  origin?: Origin | null;
}

export function speakerOf(
  document: GroupDocument,
  { wordsFrom = document.url, origin = findOrigin({ ...document, url: wordsFrom }) }: Read = {},
): Speaker {
  const agency = origin === null ? null : nameAgencyWholly(origin.name);
  const voice = wordsFrom === document.url ? voiceOf(document) : wordsFrom;
  return { voice, agency, agencies: agency === null ? [] : [agency] };
}

/** A notice names its agency anywhere: "Reuters asks its clients to kill the story …". */
export function speakerOfNotice(document: GroupDocument, read: Read = {}): Speaker {
  const speaker = speakerOf(document, read);
  const named = agenciesIn(`${document.title}\n${document.text}`.slice(0, CREDIT_CHARACTERS_MAX));
  return { ...speaker, agencies: [...new Set([...speaker.agencies, ...named])] };
}

/**
 * Returns whether a notice may speak of a report, which may be a copy of the first of its story: they are of one site, or the notice is in the name of the
 * agency that the report credits. A source that copies another's report may not withdraw it by withdrawing its copy. Takes the candidates of a story with
 * its first article first, and speakers by the ids of their articles.
 */
export const speakingOf =
  (notice: Speaker, candidates: readonly Candidate[], speakers: ReadonlyMap<string, Speaker>) =>
  ({ article, story }: Candidate): boolean => {
    const report = speakers.get(article);
    const first = speakers.get(candidates.find((one) => one.story === story)?.article ?? article);
    return (
      report !== undefined && first !== undefined && isOfOne(notice, report) && (isOfOne(notice, first) || isOfOne(report, first))
    );
  };

const isOfOne = (notice: Speaker, report: Speaker): boolean =>
  (notice.voice !== null && notice.voice === report.voice) || (report.agency !== null && notice.agencies.includes(report.agency));

function voiceOf({ url, site }: GroupDocument): string | null {
  const host = hostOf(url ?? "");
  if (host === null) return url === null ? (site?.toLowerCase() ?? null) : null;
  if (isNewsSearch(host)) return null;
  const own = ownLabelOf(host);
  if (own?.shared !== true) return own === null ? host : `${own.label} ${siteOf(host)}`;
  const writer = new URL(url ?? "").pathname.split("/").find((part) => part.length > 1);
  return BY_PATH.test(host) && writer !== undefined ? `${host}/${writer.toLowerCase()}` : null;
}
