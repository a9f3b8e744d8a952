// The names of months and weekdays in the locales of this Node's ICU.
import { foldDateName } from "../../../src/text/dates/fold-date-name.ts";

// If two languages use one word for two months ("listopad"), the earlier one here wins.
const LOCALES = (
  "de fr es it pt nl ru uk pl cs sk sv da nb fi hu ro el tr bg sr sr-Latn hr sl lt lv et ca eu gl id ms vi ar fa he hi bn ur ta te ml kn mr gu ne " +
  "si th km lo my ka hy az kk uz mn sw af is sq mk be"
).split(" ");

// Of these only the whole names count: their short ones look too much like other words.
const RARER_LOCALES = "fil ga cy lb nn bs ha so am ps sd pa or as ky tg tk ku mt jv ceb zu rw".split(" ");

export interface DateNames {
  /** 1 to 12 by folded name. */
  months: Map<string, number>;
  /** 0 (Sunday) to 6 by folded name. */
  days: Map<string, number>;
}

export function listDateNames(): DateNames {
  const names: DateNames = { months: new Map(), days: new Map() };
  for (const locale of LOCALES) {
    addNames(names, locale, "long");
    addNames(names, locale, "short");
  }
  for (const locale of RARER_LOCALES) addNames(names, locale, "long");
  return names;
}

function addNames(names: DateNames, locale: string, style: "long" | "short"): void {
  const options = { calendar: "gregory", numberingSystem: "latn", timeZone: "UTC" } as const;
  // Next to a day a month is in the genitive: "мая", not "май".
  const inDate = new Intl.DateTimeFormat(locale, { ...options, month: style, day: "numeric" });
  const alone = new Intl.DateTimeFormat(locale, { ...options, month: style });
  const weekday = new Intl.DateTimeFormat(locale, { ...options, weekday: style });
  for (let month = 1; month <= 12; month++) {
    const date = Date.UTC(2023, month - 1, 1);
    addName(names.months, inDate.formatToParts(date).find((part) => part.type === "month")?.value, month);
    addName(names.months, alone.format(date), month);
  }
  for (let day = 0; day < 7; day++) addName(names.days, weekday.format(Date.UTC(2023, 0, 1 + day)), day);
}

function addName(map: Map<string, number>, word: string | undefined, value: number): void {
  const folded = foldDateName(word ?? "");
  if (folded !== "" && !/\d/.test(folded) && !map.has(folded)) map.set(folded, value);
}
