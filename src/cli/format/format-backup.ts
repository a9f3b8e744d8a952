// Says what a backup holds, for people.
import { joinWords } from "../../text/counted.ts";

/** As in "3 feeds, 120 entries and 7 deliveries". */
export const formatRows = (rows: Readonly<Record<string, number>>): string =>
  joinWords(Object.entries(rows).map(([table, count]) => `${count} ${table}`)) || "nothing";
