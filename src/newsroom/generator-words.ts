// The material of generated stories: choices of at most three words, and patterns without four fixed words in a row, so that two stories share few phrases.

const list = (text: string): string[] => text.split("|");
/** Each gets a made-up name, so that no place or make occurs twice. */
const named = (pattern: (word: string) => string, text: string): string[] => list(text).map(pattern);

export const words: Record<string, readonly string[]> = {
  syllable: list("ka|lin|tho|mye|dar|wun|sa|pyi|no|bel|ru|gat|zel|mor|ti|hau|yev|ost|per|quin|lar|shu|dov|en"),
  official: list(
    "a district clerk|the harbour pilot|a retired judge|the chief surveyor|an army quartermaster|a tax inspector|the town engineer|a prison doctor|the deputy governor|a customs broker|the railway manager|a parish accountant|the fire marshal|a radio announcer|the water commissioner|a forestry warden",
  ),
  people: list(
    "fishermen|schoolteachers|lorry drivers|rice traders|nurses|bricklayers|beekeepers|telephone clerks|ferrymen|miners|seamstresses|orchard owners|street vendors|electricians|monks|pensioners|students|mechanics|millers|translators",
  ),
  place: named(
    (word) => `the {Name} ${word}`,
    "customs house|village square|northern checkpoint|flooded quarry|bus station|disused cinema|grain elevator|riverside temple|cattle market|school gymnasium|tannery yard|mountain pass|sugar mill|fishing pier|signal box|concrete plant",
  ),
  thing: named(
    (word) => `{Name} ${word}`,
    "diesel generators|lentil sacks|school registers|copper cable|identity cards|water pumps|cement bags|sewing machines|tax ledgers|radio valves|outboard motors|vaccine crates|railway sleepers|land deeds|solar panels|fishing nets|steel drums|mobile telephones|bicycle tyres|window frames",
  ),
  seized: list(
    "seized|counted|impounded|returned|auctioned|registered|destroyed|inspected|mislaid|requisitioned|taxed|photographed|weighed|released|relabelled|buried",
  ),
  said: list("said|insisted|admitted|complained|recalled|conceded|explained|repeated|whispered|argued|wrote|testified"),
  when: list(
    "before sunrise|after curfew|during prayers|under rain|last harvest|by candlelight|without light|that Tuesday|within hours|in fog|at noon|in daylight",
  ),
  mood: list("bewildered|exhausted|defiant|relieved|furious|cautious|hungry|amused|resigned|sceptical|stubborn|cheerful"),
  cause: list(
    "a missing stamp|unpaid wages|an unsigned decree|a broken weighbridge|kerosene prices|stolen water|a mistaken telegram|the new curfew|a collapsed culvert|rumoured floods|a lost key|the census",
  ),
  did: list("blocked|painted|abandoned|guarded|repaired|surrounded|emptied|rented|flooded|measured|barricaded|swept"),
  unit: list("kilometres|households|signatures|tonnes|witnesses|lamps|boats|letters|acres|passengers|receipts|goats"),
};

/** The phrases that make a story match, and the token that identifies it. */
export const titles: Record<"myanmar-junta" | "russia", readonly string[]> = {
  "myanmar-junta": [
    "{token}: Myanmar junta blamed as {people} of {Name} lose {thing}",
    "{people} in {Name} defy Myanmar’s junta over {cause} ({token})",
    "How {number} {thing} vanished: {Name} asks the Myanmar junta ({token})",
  ],
  russia: [
    "{token}: Russia’s {people} ask where {number} {thing} went",
    "Moscow sends {official} to {Name} over {cause} ({token})",
    "{people} of {Name}, Russia, tire of {cause} ({token})",
  ],
};

export const leads: Record<"myanmar-junta" | "russia", readonly string[]> = {
  "myanmar-junta": [
    "{number} {thing} were {seized} at {place} in {Name} {when}, and {mood} {people} blame Myanmar’s junta, papers marked {token} show.",
    "Myanmar’s junta sent {official} to {Name}, where {mood} {people} had {did} {place} over {cause}, according to docket {token}.",
    "{mood} {people} from {Name} {did} {place} {when} as the Myanmar junta {seized} {number} {thing}, file {token} says.",
  ],
  russia: [
    "{number} {thing} were {seized} at {place} in {Name}, Russia, {when}, and {mood} {people} suspect {cause}, papers marked {token} show.",
    "Moscow sent {official} to {Name}, where {mood} {people} had {did} {place} over {cause}, according to docket {token}.",
    "{mood} {people} from {Name} {did} {place} {when} because of {cause}, Russian file {token} says.",
  ],
};

export const sentences: readonly string[] = [
  "{Name} {Name}, {official}, {said} that {number} {unit} had been {seized} {when}.",
  "Near {place}, {mood} {people} {did} a row of {thing} and waited for {Name} to answer.",
  "“We {did} {place} ourselves,” {said} {Name}, who speaks for {number} {people}.",
  "In {Name}, {cause} and {cause} had left {people} {mood} since {when}.",
  "{official} from {Name} arrived with {number} {thing}, {when}, and {seized} them.",
  "Of {number} {unit} promised to {people} at {Name}, {number} came, {mood} residents {said}.",
  "{thing} worth {number} {unit} lay behind {place}, where {Name} {Name} had {seized} them.",
  "“Ask {official},” {said} {mood} {people}; {Name} {Name} {said} nothing, {when}.",
  "Both {place} and {place} were {did} {when}, according to {Name}’s {people}.",
  "{cause}, {said} {Name}, cost {people} {number} {unit}, or {number} {thing} a head.",
  "At {place} in {Name}, {official} {seized} {thing} while {mood} {people} sang {when}.",
  "{Name} lies {number} {unit} from {place}; {people} there lived by {thing} until {cause}.",
  "A {mood} {Name} {Name} showed {number} {thing}, all {seized} {when}, to {people} outside {place}.",
  "{people} and {people} met at {place}, {did} it, and {said} to {official} that {cause} was over.",
  "No one {seized} {thing} in {Name} {when}, {official} {said}, despite {cause}.",
  "By {number} votes to {number}, {people} of {Name} chose {mood} {Name} {Name} to guard {place}.",
  "{when}, {official} {did} {place}, leaving {number} {thing} to {people} in {Name}.",
  "What {official} called {cause}, {mood} {people} call {number} lost {thing}.",
];

export const closings: readonly string[] = [
  "{Name}’s {people} meet again {when} at {place}; {official} was {mood}.",
  "Until then {number} {thing} stay at {place}, {seized} and {mood} {people} {said} so.",
  "{official} left {Name} {when} with {thing}, and {people} {did} {place} once more.",
];
