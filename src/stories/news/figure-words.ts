// The words next to figures: scales, and units that houses convert into one another.

export const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^dozen$/u, 12],
  [/^hundred$/u, 100],
  [/^(?:thousand|тыс|тысяч\p{L}*|tausend|mille|mil)$/u, 1_000],
  [/^(?:million|millions|mn|mln|млн|миллион\p{L}*|millionen|mio|millones|milhões)$/u, 1_000_000],
  [/^(?:billion|billions|bn|bln|млрд|миллиард\p{L}*|milliarden|mrd|milliards?|miliardi)$/u, 1_000_000_000],
  [/^trillion$/u, 1_000_000_000_000],
  [/^lakh$/u, 100_000],
  [/^crore$/u, 10_000_000],
  [/^[万萬만]/u, 10_000],
  [/^[亿億억]/u, 100_000_000],
  [/^သိန်း/u, 100_000],
  [/^သန်း/u, 1_000_000],
];

interface Unit {
  kind: string;
  factor: number;
  offset?: number;
}
const unit = (kind: string, factor: number, words: string, offset?: number): [string, Unit][] =>
  words.split(" ").map((word) => [word, offset === undefined ? { kind, factor } : { kind, factor, offset }]);

/** To metres, kilograms, square metres, litres, degrees Celsius, kilometres an hour. */
export const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...unit("length", 1, "m metre metres meter meters"),
  ...unit("length", 1_000, "km kilometre kilometres kilometer kilometers км"),
  ...unit("length", 0.01, "cm centimetres centimeters"),
  ...unit("length", 0.0254, "inch inches"),
  ...unit("length", 0.3048, "foot feet ft"),
  ...unit("length", 0.9144, "yards yard"),
  ...unit("length", 1_609.34, "mile miles mi"),
  ...unit("mass", 1, "kg kilogram kilograms kilos kilo"),
  ...unit("mass", 0.4536, "lb lbs pound pounds"),
  ...unit("mass", 1_000, "tonne tonnes ton tons"),
  ...unit("area", 10_000, "ha hectare hectares"),
  ...unit("area", 4_046.86, "acre acres"),
  ...unit("volume", 1, "litre litres liter liters"),
  ...unit("volume", 3.785, "gallon gallons"),
  ...unit("heat", 1, "°c celsius degrees"),
  ...unit("heat", 5 / 9, "°f fahrenheit f", -160 / 9),
  ...unit("speed", 1, "kph kmh km/h"),
  ...unit("speed", 1.609, "mph"),
]);

/** The figures that a text has said with these words. */
export const VAGUE: readonly (readonly [string, readonly string[]])[] = [
  ["half", ["50", "0.5"]],
  ["third", ["33", "3"]],
  ["two thirds", ["66", "67"]],
  ["two-thirds", ["66", "67"]],
  ["quarter", ["25", "15"]],
  ["three quarters", ["75"]],
  ["three-quarters", ["75"]],
  ["fifth", ["20", "5"]],
  ["two fifths", ["40"]],
  ["two-fifths", ["40"]],
  ["three fifths", ["60"]],
  ["tenth", ["10"]],
  ["dozen", ["12"]],
  ["both", ["2"]],
  ["pair", ["2"]],
  ["couple", ["2"]],
  ["second", ["2"]],
  ["double", ["2"]],
  ["twice", ["2"]],
  ["midnight", ["0:00"]],
  ["noon", ["12:00"]],
];
