// Reads how long a host asks us to stay away (RFC 9110 section 10.2.3).

// Longer waits are usually mistakes, and a feed must not fall silent for a year because of one.
const waitMsMax = 2 * 86_400_000;

/** When the host may be asked again, at most two days from `now`; null if it says nothing readable, or a time in the past. */
export function retryAfter(headers: Record<string, string>, now: Date): Date | null {
  const value = headers["retry-after"]?.trim() ?? "";
  const waitMs = /^\d{1,12}(\.\d{1,12})?$/.test(value) ? Number(value) * 1000 : httpDate(value) - now.getTime();
  return waitMs > 0 ? new Date(now.getTime() + Math.min(waitMs, waitMsMax)) : null;
}

const httpDateForms = [
  /^[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Za-z]{6,9}, \d{2}-[A-Za-z]{3}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Za-z]{3} [A-Za-z]{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

// Milliseconds of one of the three forms of RFC 9110 section 5.6.7, or NaN. The last form means GMT without saying so.
function httpDate(value: string): number {
  if (!httpDateForms.some((form) => form.test(value))) return Number.NaN;
  return Date.parse(value.endsWith("GMT") ? value : `${value} GMT`);
}
