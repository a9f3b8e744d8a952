// Suggests a schedule for plain words: "every morning at 7" is "0 7 * * *".

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const DAY = `(?:${DAYS.join("|")})(?:day|sday|nesday|rsday|urday)?s?`;
const usualHour = 7;
const eveningHour = 18;

/** The schedule that English words mean; null if they name neither a day nor a time. */
export function suggestSchedule(text: string): string | null {
  const words = text.toLowerCase().replace(/\b[a-z]+\b/g, (word) => {
    const number = NUMBERS.indexOf(word);
    return number === -1 ? word : String(number);
  });
  if (/\b(hourly|(every|each|once an?) hour)\b/.test(words)) return "every 1h";
  const days = daysIn(words);
  const times = timesIn(words);
  const [first] = times;
  if (first === undefined) return days === null ? null : `0 ${usualTime(words)} ${days}`;
  // One line of cron has one minute for all its hours.
  if (times.some(({ hour, minute }) => minute !== first.minute || hour > 23 || minute > 59)) return null;
  const hours = [...new Set(times.map(({ hour }) => hour))].sort((a, b) => a - b);
  return `${first.minute} ${hours.join(",")} ${days ?? "* * *"}`;
}

function usualTime(words: string): string {
  if (/\btwice\b/.test(words)) return `${usualHour},${usualHour + 12}`;
  if (/\bmidnight\b/.test(words)) return "0";
  if (/\b(noon|midday)\b/.test(words)) return "12";
  return String(/\b(evening|night|nightly)s?\b/.test(words) ? eveningHour : usualHour);
}

const numberOf = (day: string): number => DAYS.indexOf(day.slice(0, 3));

/** The last three fields of a cron line; null if no day is named. */
function daysIn(words: string): string | null {
  const [, from, to] = new RegExp(`\\b(${DAY})\\s*(?:-|–|to|through|till|until)\\s*(${DAY})\\b`).exec(words) ?? [];
  if (from !== undefined && to !== undefined) return `* * ${numberOf(from)}-${numberOf(to) || 7}`;
  const named = [...words.matchAll(new RegExp(`\\b${DAY}\\b`, "g"))].map(([name]) => numberOf(name));
  if (named.length > 0) return `* * ${[...new Set(named)].sort((a, b) => a - b).join(",")}`;
  if (/\b(weekday|workday|working day|work day)s?\b/.test(words)) return "* * 1-5";
  if (/\bweekends?\b/.test(words)) return "* * 0,6";
  if (/\b(weekly|(every|each|once a) week)\b/.test(words)) return "* * 1";
  if (/\b(monthly|(every|each|once a) month)\b/.test(words)) return "1 * *";
  return /\b(daily|nightly|days?|mornings?|evenings?|nights?|noon|midday|midnight)\b/.test(words) ? "* * *" : null;
}

/** Numbers with a colon, am or pm, and those after "at", "and" or the name of a part of the day. */
function timesIn(words: string): { hour: number; minute: number }[] {
  const time =
    /(?<before>\b(?:at|and|daily|day|mornings?|evenings?|nights?|days)\s*|,\s*)?\b(?<hour>\d{1,2})(?:[:.](?<minute>\d\d))?(?:\s*(?<half>[ap])\.?m\b|\s*(?<clock>o'?clock|h)\b)?(?![\w:])/g;
  return [...words.matchAll(time)].flatMap(({ groups = {} }) => {
    const { before, hour, minute, half, clock } = groups;
    if (before === undefined && minute === undefined && half === undefined && (clock === undefined || clock === "h")) return [];
    const given = Number(hour);
    const isLate = half === "p" || (half === undefined && given < 12 && /\bevening/.test(words) && !/\bmorning/.test(words));
    const hourOfDay = half === undefined ? given + (isLate ? 12 : 0) : (given % 12) + (isLate ? 12 : 0);
    return [{ hour: hourOfDay, minute: Number(minute ?? 0) }];
  });
}
