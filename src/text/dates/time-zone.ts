// Time zones by the names that feeds use.

// Minutes east of UTC. The short American names mean standard time, as feed readers have always read them.
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  met: 60,
  mez: 60,
  wat: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  cat: 120,
  sast: 120,
  eest: 180,
  msk: 180,
  мск: 180,
  msd: 240,
  trt: 180,
  eat: 180,
  ast: -240,
  irst: 210,
  gst: 240,
  pkt: 300,
  ist: 330,
  npt: 345,
  bdt: 360,
  mmt: 390,
  ict: 420,
  wib: 420,
  hkt: 480,
  sgt: 480,
  myt: 480,
  pht: 480,
  wita: 480,
  awst: 480,
  jst: 540,
  kst: 540,
  wit: 540,
  acst: 570,
  aest: 600,
  acdt: 630,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  nst: -210,
  ndt: -150,
  adt: -180,
  at: -240,
  art: -180,
  brt: -180,
  clt: -240,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  mt: -420,
  pst: -480,
  pdt: -420,
  pt: -480,
  akst: -540,
  akdt: -480,
  hst: -600,
};

/** Minutes east of UTC for an abbreviation ("EDT"), else null. */
export function findZoneOffset(name: string): number | null {
  return Object.hasOwn(ZONES, name.toLowerCase()) ? (ZONES[name.toLowerCase()] ?? null) : null;
}

/** Minutes east of UTC of a tz database zone ("Asia/Yangon") at a local time, which is given as if it were UTC; else null. */
export function findRegionOffset(region: string, localMs: number): number | null {
  const first = offsetAt(region, localMs);
  // Asks for the offset at a local time, and again at the instant found, which settles the hours around a clock change.
  return first === null ? null : offsetAt(region, localMs - first * 60_000);
}

function offsetAt(region: string, instantMs: number): number | null {
  const format = openFormat(region);
  const name = format?.formatToParts(instantMs).find((part) => part.type === "timeZoneName")?.value ?? "";
  const parts = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name);
  if (!parts) return null;
  const minutes = Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0);
  return parts[1] === "-" ? -minutes : minutes;
}

// Making a formatter costs as much as a thousand dates, and a feed has one zone.
const formats = new Map<string, Intl.DateTimeFormat | null>();
const FORMATS_MAX = 50;

/** Returns null for a zone that the tz database does not have. */
function openFormat(region: string): Intl.DateTimeFormat | null {
  const before = formats.get(region);
  if (before !== undefined) return before;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat("en", { timeZone: region, timeZoneName: "longOffset" });
  } catch {
    // Not a zone.
  }
  if (formats.size >= FORMATS_MAX) formats.clear();
  formats.set(region, format);
  return format;
}
