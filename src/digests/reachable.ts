// Tells which of our addresses other people's mail programs reach.

const LOCAL = /^(?:localhost|127\.[\d.]+|\[::1\])$|\.(?:localhost|local|internal|invalid)$/i;

/** Whether mail programs can open pages under this address, as one-click unsubscribing needs (RFC 8058). */
export function isPublicPage(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" && !LOCAL.test(hostname);
}

/** Whether a mail to this address can arrive: the default sender is of this machine alone. */
export const isReachableMail = (address: string): boolean => !LOCAL.test(address.slice(address.lastIndexOf("@") + 1));
