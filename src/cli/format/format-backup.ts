// Says what a backup holds, for people.
import { counted, joinWords } from "../../text/counted.ts";

/** As in "3 feeds, 120 entries and 7 deliveries". */
export const formatRows = (rows: Readonly<Record<string, number>>): string =>
  joinWords(Object.entries(rows).map(([table, count]) => counted(count, table.replace(/ies$/, "y").replace(/s$/, ""), table))) ||
  "nothing";
