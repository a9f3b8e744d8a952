// How a Burmese name in Latin letters is written in Burmese: syllable by syllable, as names are made.

const text =
  "aung=အောင် aye=အေး ba=ဘ bo=ဗိုလ် chan=ချမ်း chaw=ချော chit=ချစ် cho=ချို daw=ဒေါ် ei=အိ gyi=ကြီး han=ဟန် hein=ဟိန်း hla=လှ hlaing=လှိုင် hmu=မှူး hnin=နှင်း hpone=ဘုန်း " +
  "hsu=စု htay=ဌေး,ထေး htein=ထိန် htet=ထက် htike=ထိုက် htin=ထင် htoo=ထူး htun=ထွန်း htut=ထွဋ်,ထွတ် htwe=ထွေး kaung=ကောင်း khaing=ခိုင် khant=ခန့် khin=ခင် khun=ခွန် ko=ကို kyaing=ကျိုင်း kyaw=ကျော် " +
  "kyi=ကြည်,ကြီး kyin=ကျင် kywe=ကြွယ် lay=လေး lin=လင်း linn=လင်း lwin=လွင် ma=မ mahn=မန်း mann=မန်း mar=မာ maung=မောင် may=မေ min=မင်း moe=မိုး mon=မွန် mya=မြ myaing=မြိုင် myat=မြတ် " +
  "myint=မြင့် myo=မျိုး naing=နိုင် nan=နန်း nang=နန်း naw=နော် nay=နေ ne=နေ nge=ငယ် ngwe=ငွေ nu=နု nwe=နွယ် nyan=ဉာဏ် nyein=ငြိမ်း nyi=ညီ nyo=ညို nyunt=ညွန့် ohn=အုန်း oo=ဦး paing=ပိုင် pe=ဖေ " +
  "phone=ဘုန်း phyo=ဖြိုး phyu=ဖြူ po=ဘို,ဖိုး pyae=ပြည့် pyi=ပြည် pyone=ပြုံး sai=စိုင်း san=ဆန်း,စန်း sanda=စန္ဒာ sandar=စန္ဒာ saw=စော set=စက် sein=စိန် shein=ရှိန် shwe=ရွှေ sithu=စည်သူ soe=စိုး su=စု suu=စု " +
  "swe=ဆွေ tar=တာ tayza=တေဇ than=သန်း thant=သန့် thaung=သောင်း thaw=သော် thein=သိန်း thet=သက် thi=သီ thida=သီတာ thiha=သီဟ thin=သင်း thinzar=သဉ္ဇာ thu=သူ thura=သူရ thwe=သွယ် tin=တင် tint=တင့် toe=တိုး " +
  "tun=ထွန်း,တွန်း u=ဦး wah=ဝါ wai=ဝေ waing=ဝိုင်း win=ဝင်း wine=ဝိုင်း wunna=ဝဏ္ဏ wut=ဝတ် yan=ရန် yar=ရာ ye=ရဲ yee=ရီ yi=ရည် yin=ယဉ် yu=ယု zar=ဇာ zarni=ဇာနည် zaw=ဇော် zayar=ဇေယျာ zeya=ဇေယျာ zeyar=ဇေယျာ zin=ဇင်";
const syllables = new Map(
  text.split(" ").map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1).split(",")]),
);
const spellingsMax = 8;

/** The Burmese spellings of a name of which every word is a known syllable, and of two words at least; else none. */
export function burmeseSpellings(words: readonly string[]): string[] {
  if (words.length < 2) return [];
  let spellings = [""];
  for (const word of words) {
    const choices = syllables.get(word.toLowerCase());
    if (!choices) return [];
    spellings = spellings.flatMap((beginning) => choices.map((choice) => beginning + choice)).slice(0, spellingsMax);
  }
  return spellings;
}
