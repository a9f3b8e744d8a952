// Says what a backup holds, for people.

/** As in "3 feeds, 120 entries and 7 deliveries". */
export function formatRows(rows: Readonly<Record<string, number>>): string {
  const parts = Object.entries(rows).map(([table, count]) => `${count} ${table}`);
  const last = parts.pop() ?? "nothing";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}
