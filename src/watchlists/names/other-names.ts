// Words in Latin letters that look like cases of names: Petra of Petar, Roberto of Robert, Nigeria of Niger, Israeli of Israel.

const names = new Set(
  (
    "antonio roberto alberto paolo paulo marino mario marco marko franco ricardo riccardo eduardo edoardo fernando ferdinando " +
    "orlando armando bernardo leonardo gerardo renato donato carlo karlo angelo stefano adriano damiano fabiano cristiano sebastiano " +
    "emiliano giuliano juliano luciano mariano massimiliano gaetano ernesto norberto humberto umberto gilberto alfredo federico " +
    "enrico manfredo emilio eugenio claudio julio aurelio valerio sergio vittorio victorio antonino augustino agostino valentino " +
    "martino constantino lorenzo vincenzo domenico dominico rodrigo danilo ivano silvano pedro pietro daniele gabriele michele " +
    "samuele emanuele simone salvatore christine christiane juliane stefanie stephanie george georges charles carole nicole pauline " +
    "caroline justine martine valentine clementine alexandre emilia romania georgia patricia victoria viktoria valeria gloria " +
    "eugenia aurelia cornelia antonia stefania stephania lucia julia maria sylvia silvia olivia virginia octavia claudia alicia " +
    "felicia austria bulgaria albania jordania germania armenia estonia mongolia serbia arabia colombia martin augustin constantin " +
    "valentin clementin justin berlin markus marcus paulus petrus julius lukas tomas jonas andreas alexis elias nikolas nicolas " +
    "thomas mathias matias carlos marcos santos dimitris louis boris doris petra pavla aleksandra alexandra sandra karla carla jana " +
    "ivana martina roberta paula daniela gabriela michaela michala romana valentina kristina christina marina stefana antonina " +
    "josefa josepha vladimira jaroslava miroslava stanislava bohuslava ladislava vladislava radoslava zdenka radka denisa alana " +
    "adriana fabiana juliana kristiana christiana justina augusta filipa philippa olivera dragana gorana zorana bojana stojana " +
    "milana jovana slobodana dejana samira amira karima salima jamila rashida farida aziza habiba hamida sharifa zahira nadira " +
    "carola karola alberta andrea manuela emanuela isabela angela carmela marcela adela alexa alina karina katarina sabina regina " +
    "albina paulina carolina josefina evelina joana johana susana suzana viviana diana liliana mariana luciana cristiana simona " +
    "ramona ilona leona marta berta renata ernesta tamara theodora teodora fernanda bernarda ricarda leonarda alfreda henrika erika " +
    "erica monika dominika frederika veronika rafaela nikola nicola izabela branislava mirela ivona thomasa " +
    "marianne susanne johanne gabrielle danielle isabelle annabelle marcelle suzanne roxanne josephine katharine catherine georgine albertine ernestine augustine " +
    "angeline evangeline adeline madeleine magdalene charlene marlene alexandrine claudine blandine francine delphine corinne fabienne vivienne adrienne lucienne " +
    "henriette juliette antoinette charlotte nicolette violette bernadette margarete margarethe theodore isadore eleonore leonore " +
    "romano annie jennie rosie lucie terrie lina daria gina tina nina dina franca bianca blanca rica nica mira vera alessandra francesca enrica federica " +
    "domenica eduarda leonora lorenza pietra paola giulia vittoria ilaria rolanda yolanda benita juanita carlota michela gabriella raffaella regine sabine " +
    "karine marine corine nadine helene louise celeste claire gisele emilie amalie natalie valerie melanie eugenie virginie rosalie sidonie georgina " +
    "cristina denise romeo bonnie malia irani iranis " +
    "israeli israelis iraqi iraqis pakistani pakistanis omani omanis qatari qataris kuwaiti kuwaitis bahraini yemeni yemenis somali somalis azerbaijani bangladeshi bangladeshis nepali nepalis sudani filipino filipinos nigeria"
  ).split(" "),
);
/** Letters of languages in which the names of men have cases: Czech, Slovak, Polish, Croatian, Lithuanian, Latvian, Turkish, Hungarian. */
const declining = /[ąćčďđěęėįłńňřśšťůųūźżžőűğıāēīļņķģ]/i;
const AROUND = 80;

/**
 * Whether a word that may be a case of a name is a name of its own. It is, unless the text's language has cases and no further name follows:
 * "prezidenta Pavla přijal" is Pavel, "Pavla Nováková" is not. `folded` is the word; `start` and `end` are its place in the text.
 */
export function isOtherName(folded: string, text: string, start: number, end: number): boolean {
  if (!names.has(folded)) return false;
  const around = text.slice(Math.max(0, start - AROUND), end + AROUND);
  return !declining.test(around) || /^ \p{Lu}\p{Ll}/u.test(text.slice(end, end + 3));
}

/** Endings and words of Finnish, and words that it has not: English and German have its double vowels too. */
const finnish =
  /(?:ää|ssä|llä|stä|ltä|ään|issa|uus|yys|inen|iset|ksi|tty|ttu|sta|lle|ssa)(?!\p{L})|(?<!\p{L})(?:ja|että|myös|mukaan|ovat|mutta|sekä|hän|tämä|sanoo)(?!\p{L})/iu;
const notFinnish =
  /(?<!\p{L})(?:the|and|of|with|from|for|to|has|is|was|by|der|die|das|und|den|le|la|les|des|del|el|que|het|een|van|och|att|og)(?!\p{L})/iu;

/** Whether the words around a place are Finnish. */
export function isInFinnish(text: string, start: number, end: number): boolean {
  const around = `${text.slice(Math.max(0, start - AROUND), start)} ${text.slice(end, end + AROUND)}`;
  return finnish.test(around) && !notFinnish.test(around);
}
