// Turns the drawn forms of letters, as fonts name them, into the letters themselves.

/** Forms of Arabic and Hebrew letters, ligatures of Latin and Armenian ones, and radicals of Kangxi's dictionary (Unicode, compatibility areas). */
const FORMS = /[\ufb00-\ufdff\ufe70-\ufefc\u2f00-\u2fd5]+/gu;
/** Of the radicals that Unicode does not decompose, those that are letters by themselves (EquivalentUnifiedIdeograph.txt). */
const RADICALS = new Map(
  "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
    .match(/../gu)
    ?.map((pair) => [pair[0], pair[1]]),
);
const RADICAL = /[\u2e80-\u2ef3]/gu;
/** What a font leaves without a name. */
// oxlint-disable-next-line no-control-regex
const UNNAMED = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]+/gu;

export const foldForms = (text: string): string =>
  text.replace(FORMS, (forms) => forms.normalize("NFKC")).replace(RADICAL, (radical) => RADICALS.get(radical) ?? radical);

export const dropUnnamed = (text: string): string => text.replace(UNNAMED, "");
