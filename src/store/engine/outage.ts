// Tells a database that is away from a statement that is wrong.
import { messageOf, OutageError, toError } from "../../errors.ts";

/**
 * SQLSTATE classes of connections, resources, operators, timeouts and transactions that met (PostgreSQL, Appendix A: 08, 53, 57P, 55P03,
 * 25P03, 40001, 40P01), and the operating system's codes for broken connections. A wait for a lock that took too long is one (55P03); a
 * statement that worked for too long is none (57014), since it would do so each time.
 */
const OUTAGE =
  /^(?:08...|53...|57P..|55P03|25P03|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** pg says these without a code. */
const OUTAGE_WORDS =
  /^(?:Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/** Returns an OutageError if it is one, and otherwise the error unchanged. */
export function asOutage(thrown: unknown): unknown {
  const error = toError(thrown);
  const { code } = error as NodeJS.ErrnoException;
  const isOutage = (typeof code === "string" && OUTAGE.test(code)) || OUTAGE_WORDS.test(error.message);
  return isOutage ? new OutageError(messageOf(error), { cause: error }) : thrown;
}
