// Asks a host when its turn has come, unless its robots.txt disallows the address, and remembers which hosts failed a moment ago.
import { meter } from "../meter.ts";
import type { Failed, HttpAnswer } from "./answer.ts";
import type { GetOptions, HttpClient } from "./open-http-client.ts";
import type { Robots } from "./open-robots.ts";

/** `obeyRobots`: only if robots.txt allows it, which is checked in the same turn; if not, the result is a Failed with the reason "robots". */
export type PoliteOptions = GetOptions & {
  obeyRobots?: boolean;
  /** It continues what an earlier request began, so it waits for its turn in a long queue too. */
  continues?: boolean;
  /** Of sites that are not of the request's sources. */
  budget?: VisitBudget;
  /** Why neither this address nor a redirect to it may be asked; null if it may. */
  refuses?: (url: URL) => string | null;
};

/** How many pages of sites that are not theirs the sources of a request may still ask for. */
export interface VisitBudget {
  pagesMax: number;
  isSpent(site: string): boolean;
  /** Counts a page. Returns false if that is one too many. */
  take(site: string): Promise<boolean>;
}

/** `form` makes it a POST. */
export type Asked = PoliteOptions & { form?: string };

export interface DoorOptions {
  client: HttpClient;
  /** Null if no request obeys it. */
  robots: Robots | null;
  /** Blocks all requests to the host for a while (Retry-After). */
  hold(host: string, until: Date): Promise<void>;
  /** In milliseconds. */
  now: () => number;
}

export interface Doors {
  /** The recent failure of a host that could not be reached; null if it may be asked. */
  closedAt(host: string): Failed | null;
  /** Asks, and remembers a failure. A caller that has promised nothing yet looks at `closedAt` first. */
  ask(turn: { host: string; gapMs: number }, url: string, options: Asked): Promise<HttpAnswer>;
  /** Asks and remembers nothing. */
  send(url: string, options: Asked): Promise<HttpAnswer>;
}

/** After a failed connection the host is not tried again for this long: all requests in that time get the same answer. */
const CLOSED_DOOR_MS = 4_000;
/** The same if an early retry cannot help, as with a name that does not exist. */
const WALLED_DOOR_MS = 60_000;
const CLOSED_DOORS_MAX = 5_000;
const CLOSED_DOORS: ReadonlySet<Failed["reason"]> = new Set(["dns", "refused", "unreachable", "timeout"]);

export function openDoors({ client, robots, hold, now }: DoorOptions): Doors {
  const closed = new Map<string, { until: number; answer: Failed }>();

  function closedAt(host: string): Failed | null {
    const door = closed.get(host);
    if (door === undefined) return null;
    if (door.until > now()) return door.answer;
    closed.delete(host);
    return null;
  }

  function close(host: string, answer: Failed): void {
    // If a redirect led to a host that is down, the host that sent us there is not at fault.
    if (!CLOSED_DOORS.has(answer.reason) || answer.elsewhere === true) return;
    closed.delete(host);
    const [longest] = closed.keys();
    if (longest !== undefined && closed.size >= CLOSED_DOORS_MAX) closed.delete(longest);
    closed.set(host, { until: now() + (answer.temporary ? CLOSED_DOOR_MS : WALLED_DOOR_MS), answer });
  }

  function send(url: string, asked: Asked): Promise<HttpAnswer> {
    const { form, obeyRobots: _, budget: __, refuses: ___, ...options } = asked;
    return form === undefined ? client.get(url, options) : client.post(url, form, options);
  }

  /** After a request for its robots.txt, a host gets its pause before the page is requested. */
  async function refusal(
    judge: Robots["judge"],
    turn: { host: string; gapMs: number },
    url: string,
    from: readonly string[] | undefined,
  ): Promise<Failed | null> {
    const { fault, asked, until } = await judge(new URL(url), from);
    if (until !== null) await hold(turn.host, until);
    if (fault === null && asked && turn.gapMs > 0) await new Promise((resolve) => setTimeout(resolve, turn.gapMs));
    return fault;
  }

  async function askObeying(
    judge: Robots["judge"],
    turn: { host: string; gapMs: number },
    url: string,
    options: Asked,
  ): Promise<HttpAnswer> {
    const from = options.from ?? [options.trail?.first ?? url];
    const mayFollow = async (next: URL): Promise<Failed | null> =>
      unwanted(next, options.refuses) ?? (await judge(next, from)).fault;
    return (await refusal(judge, turn, url, from)) ?? (await send(url, { ...options, mayFollow }));
  }

  return {
    closedAt,
    send,
    async ask(turn, url, options) {
      const refused = unwanted(new URL(url), options.refuses);
      if (refused !== null) return refused;
      const obeys = options.obeyRobots === true && robots !== null;
      const answer = obeys
        ? await askObeying(robots.judge, turn, url, options)
        : await send(url, { ...options, mayFollow: (next) => Promise.resolve(unwanted(next, options.refuses)) });
      if (answer.kind === "failed") close(turn.host, answer);
      else meter.answered(answer.status);
      return answer;
    },
  };
}

/** What is answered in place of an address that the caller of a request refuses; null if it may be asked. */
export function unwanted(url: URL, refuses: PoliteOptions["refuses"]): Failed | null {
  const message = refuses?.(url) ?? null;
  return message === null ? null : { kind: "failed", reason: "unwanted", message, temporary: false };
}
