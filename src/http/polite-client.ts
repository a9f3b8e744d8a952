// The outbound client with manners: one request at a time per host over all workers, a gap between, and no knocking at closed doors.
import type { HttpAnswer, HttpClient, HttpRequest } from "./open-http-client.ts";
import type { HostLines } from "./host-line.ts";

export interface PoliteClient {
  get(url: string, request: HttpRequest): Promise<HttpAnswer>;
  /** Keeps everybody away from the URL's host until then. */
  hold(url: string, until: Date): Promise<void>;
  close(): Promise<void>;
}

/** The same promise among several processes; without one, this process is alone. */
export interface HostLease {
  take(host: string, leaseMs: number): Promise<boolean>;
  free(host: string, gapMs: number): Promise<void>;
  hold(host: string, until: Date): Promise<void>;
}
