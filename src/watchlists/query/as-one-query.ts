// Reads what a person typed without operators.

/** Several words with nothing between them are meant as a phrase. */
export function asOneQuery(typed: string): string {
  const query = typed.trim();
  return /\b(?:AND|OR|NOT|NEAR)\b|[()":$]|^\S*$/.test(query) ? query : `"${query}"`;
}
