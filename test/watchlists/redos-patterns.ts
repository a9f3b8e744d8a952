// Regular expressions that take a backtracking engine years: nested repeats, overlapping alternatives, repeats side by side.

/** Each with a word that it nearly fits, `n` letters long. */
export const redosPatterns: readonly { pattern: string; word: (n: number) => string }[] = [
  ...[
    "(a+)+b",
    "(a*)*b",
    "(a|a)*b",
    "(a|aa)+b",
    "a*a*a*a*a*b",
    "(a+a+)+b",
    "((a+)+)+b",
    "(a?){30}a{30}b",
    "([a-z]+)*b1",
    "(aa|a|a?)*b",
  ].map((pattern) => ({ pattern, word: (n: number) => `${"a".repeat(n - 1)}x` })),
  ...[
    "(\\w+)*1b",
    "(\\w*)*1b",
    "(\\w+\\d*)+z9",
    "([\\w]+)+z9",
    "(x+x+)+y",
    "(.*x){12}y",
    "(.+)+y9",
    "(.*)+y9",
    "(x|y|xy)*z9",
    "(xx+)+y9",
  ].map((pattern) => ({ pattern, word: (n: number) => `${"x".repeat(n - 1)}w` })),
  { pattern: "^(([a-z])+.)+[A-Z]([a-z])+$", word: (n) => `${"a".repeat(n - 1)}1` },
  ...["(\\d+)+z", "(\\d|\\d\\d)+z", "(1*)*z", "([0-9]+)*z", "(\\d*)*z"].map((pattern) => ({
    pattern,
    word: (n: number) => `${"1".repeat(n - 1)}2`,
  })),
  ...["^(\\w+\\s?)*$", "(a+)\\1+b", "(?=(a+))a*b", "(.*)*"].map((pattern) => ({
    pattern,
    word: (n: number) => "ab".repeat(n / 2),
  })),
];
