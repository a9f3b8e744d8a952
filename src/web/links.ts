// The links on a page, and who reads it.

/** How a page builds its links, and who reads it. */
export interface Links {
  /** The relative address of the first page. */
  root: string;
  /** The address of a page of ours, such as `stories/5`. */
  to(page: string): string;
  /** False for a reader with a token, who sees nothing about other people's digests. */
  isOwner: boolean;
  /** Whether forms that change something are shown, and answered. */
  mayChange: boolean;
  /** Whether they may star, note and say what they think of an alert. */
  maySay: boolean;
  /** Whether the reader has signed in by a password. */
  canSignOut: boolean;
  /** Where the configuration on disk has faults, while the one before it is in force. */
  faults: readonly string[];
  /** The zone of the times on the page. */
  zone: string;
  /** The relative address of the page's record; null if it has none. */
  json: string | null;
}

/** The links of a page for those who have no token and have not signed in. */
export const publicLinks = (root: string): Links => ({
  root,
  to: (page) => `${root}${page}`,
  isOwner: false,
  mayChange: false,
  maySay: false,
  canSignOut: false,
  faults: [],
  zone: "UTC",
  json: null,
});

/** Relative, so it is right under any path that a proxy adds. `path` is that of the request. */
export const rootOf = (path: string): string => "../".repeat(path.split("/").length - 2) || "./";
