// Which Latin letters the letters of a script may stand for, written by hand for scripts without open pairs to learn from.

/** A letter, and the Latin letters that it may stand for; `_` is none. What a name adds or leaves out stands at the end. */
export const written = {
  // Digraphs have been made one letter: ντ is d, μπ b, γκ g, ου u, τσ c, τζ j.
  greek:
    "α a; β v b w; γ g y gh; δ d th dh; ε e ai ye; ζ z s; η i e y; θ th t; ι i y e j; κ k c q ck ch; λ l ll; μ m mm; ν n nn; ξ x ks; ο o au a; " +
    "π p pp; ρ r rr; σ s ss sh z c sch; τ t tt th; υ y u i f v; φ f ph v; χ h ch kh; ψ ps; ω o; d d nd nt; b b mb mp; g g ng nk gu; u u ou oo w; " +
    "c ts ch tch tz z c; j j dj dz g",
  georgian:
    "ა a; ბ b; გ g; დ d; ე e ye; ვ v w; ზ z s; თ t th; ი i y j e; კ k c ck; ლ l ll; მ m mm; ნ n nn; ო o; პ p pp; ჟ zh j; რ r rr; ს s ss c; ტ t tt; " +
    "უ u ou oo w; ფ p f ph; ქ k c q; ღ gh g; ყ k q; შ sh ch sch; ჩ ch; ც ts c tz z; ძ dz z; წ ts c; ჭ ch tch; ხ kh h ch; ჯ j dj g; ჰ h",
  devanagari:
    "अ a; आ a; ा a aa o; इ i e; ि i e; ई i ee y; ी i ee y; उ u; ु u o; ऊ u oo; ू u oo ou; ए e a; े e ay a; ऐ ai e; ै ai e a; ओ o; ो o; औ au ou; ौ au ou o; " +
    "ऑ o; ॉ o a; ं n m; ँ n; ः h; ृ ri; क k c q ck; ख kh k; ग g; घ gh; ङ ng; च ch c; छ chh; ज j z g; झ jh zh; ञ n; ट t tt; ठ th; ड d; ढ dh; ण n; " +
    "त t; थ th; द d th; ध dh; न n nn; प p pp; फ f ph; ब b; भ bh; म m mm; य y i; र r rr; ल l ll; व v w; श sh s ch; ष sh; स s c ss; ह h; ् _",
  // A vowel that is written before its consonant has been put behind it.
  thai:
    "ก k g; ข k kh; ค k kh c; ฆ k kh; ง ng n; จ ch j; ฉ ch; ช ch sh; ซ s z; ฌ ch; ญ y n; ฎ d; ฏ t; ฐ th t; ฑ th; ฒ th; ณ n; ด d t; ต t tt; ถ th t; ท th t; ธ th; " +
    "น n nn; บ b p; ป p b; ผ ph p; ฝ f; พ ph p v; ฟ f v ph; ภ ph; ม m mm; ย y i; ร r rr; ล l ll; ว w v u; ศ s sh; ษ s; ส s ss c; ห h _; ฬ l; อ o _ a; ฮ h; " +
    "ะ a; ั a u; า a ar o; ำ am um; ิ i e; ี i ee y e; ึ ue u; ื ue u; ุ u o; ู u oo ou; เ e a; แ ae a e; โ o; ใ ai; ไ ai i y",
  khmer:
    "ក k c; ខ kh; គ k g; ឃ kh; ង ng; ច ch c; ឆ ch; ជ ch j; ឈ chh; ញ n nh; ដ d; ឋ th; ឌ d; ឍ th; ណ n; ត t; ថ th; ទ t d; ធ th; ន n; ប b p; ផ ph; ព p; ភ ph; ម m; " +
    "យ y i; រ r; ល l; វ v w; ស s; ហ h f; ឡ l; អ _ a o; ្ _; ា a; ិ e i; ី i ei ey ee; ឹ oe u; ឺ eu u; ុ o u; ូ o u oo; ួ uo; ើ aeu er; ៀ ie ia; េ e; ែ ae e; ៃ ai ey; " +
    "ោ ao o; ៅ au ov ou; ំ m om; ះ h _; ់ _; ៊ _; ៉ _; ៍ _; ័ _",
};
