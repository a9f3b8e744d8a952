// Turns errors of undici, node:net, node:tls and node:zlib into a reason and a message for people.
import type { Failed, HttpFault } from "./answer.ts";

/** Carries a fault that already has a message through code that can only throw. */
export class HttpFaultError extends Error {
  override name = "HttpFaultError" as const;
  readonly fault: Failed;
  constructor(reason: HttpFault, message: string, options: ErrorOptions & { temporary?: boolean } = {}) {
    super(message, options);
    this.fault = { kind: "failed", reason, message, temporary: options.temporary ?? false };
  }
}

const cutOff = "the connection was cut before the answer was complete";
const badCompression = "the compressed body is damaged or cut off";

const faultsByCode: Record<string, [reason: HttpFault, message: string, temporary?: "temporary"]> = {
  ENOTFOUND: ["dns", "no such host"],
  ENODATA: ["dns", "no such host"],
  EAI_AGAIN: ["dns", "the name server did not answer", "temporary"],
  ESERVFAIL: ["dns", "the name server did not answer", "temporary"],
  ECONNREFUSED: ["refused", "connection refused", "temporary"],
  EHOSTUNREACH: ["unreachable", "no route to the host", "temporary"],
  ENETUNREACH: ["unreachable", "no route to the host's network", "temporary"],
  EADDRNOTAVAIL: ["unreachable", "no route to the host", "temporary"],
  ETIMEDOUT: ["timeout", "the host did not answer", "temporary"],
  ECONNRESET: ["reset", cutOff, "temporary"],
  EPIPE: ["reset", cutOff, "temporary"],
  UND_ERR_SOCKET: ["reset", cutOff, "temporary"],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ["reset", "the body is not as long as its content-length says", "temporary"],
  UND_ERR_HEADERS_OVERFLOW: ["too-large", "the headers are longer than any honest host sends"],
  CERT_HAS_EXPIRED: ["tls", "certificate has expired"],
  CERT_NOT_YET_VALID: ["tls", "certificate is not valid yet (or the clock of this machine is wrong)"],
  CERT_REVOKED: ["tls", "certificate was revoked"],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["tls", "certificate is self-signed"],
  SELF_SIGNED_CERT_IN_CHAIN: ["tls", "certificate comes from an authority that nobody vouches for"],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["tls", "certificate comes from an unknown authority"],
  // OpenSSL's code if only the leaf was sent, usually because the intermediates were forgotten.
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["tls", "certificate chain is incomplete, or its authority unknown"],
  UNABLE_TO_GET_ISSUER_CERT: ["tls", "certificate chain is incomplete"],
  ERR_TLS_CERT_ALTNAME_INVALID: ["tls", "certificate is for another host"],
  UND_ERR_DESTROYED: ["aborted", "stopped before it was done", "temporary"],
  UND_ERR_CLOSED: ["aborted", "stopped before it was done", "temporary"],
  Z_BUF_ERROR: ["bad-encoding", badCompression, "temporary"],
  Z_DATA_ERROR: ["bad-encoding", badCompression, "temporary"],
};

/** The reason and the message for any error of a request. */
export function explainFault(thrown: unknown): Failed {
  if (thrown instanceof HttpFaultError) return thrown.fault;
  const error = firstOf(thrown);
  const known = faultsByCode[error.code];
  if (known) {
    const [reason, words, temporary] = known;
    const by = error.code === "ECONNREFUSED" && error.address !== "" ? ` by ${error.address}` : "";
    return { kind: "failed", reason, message: `${words}${by}`, temporary: temporary !== undefined };
  }
  if (error.name === "HTTPParserError") {
    return { kind: "failed", reason: "not-http", message: "the host did not answer in HTTP", temporary: false };
  }
  if (error.code.startsWith("ERR_SSL_") || error.code === "EPROTO") {
    return {
      kind: "failed",
      reason: "tls",
      message: `no secure connection could be agreed on (${error.code})`,
      temporary: false,
    };
  }
  if (
    error.code.startsWith("ERR_BROTLI_") ||
    error.code.startsWith("ERR__ERROR_FORMAT") ||
    error.code.startsWith("ERR_PADDING")
  ) {
    return { kind: "failed", reason: "bad-encoding", message: badCompression, temporary: true };
  }
  return { kind: "failed", reason: "unexpected", message: `could not be fetched: ${error.message}`, temporary: true };
}

interface CodedError {
  name: string;
  code: string;
  message: string;
  address: string;
}

// A host with several addresses fails with one error for each; the first is for the address that its DNS prefers.
function firstOf(thrown: unknown): CodedError {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return firstOf(thrown.errors[0]);
  const { name, code, message, address, port } = thrown as Partial<
    Record<"name" | "code" | "message" | "address" | "port", unknown>
  >;
  const host = typeof address === "string" ? (address.includes(":") ? `[${address}]` : address) : "";
  return {
    name: typeof name === "string" ? name : "",
    code: typeof code === "string" ? code : "",
    message: typeof message === "string" ? message : String(thrown),
    address: host === "" || typeof port !== "number" ? host : `${host}:${port}`,
  };
}
