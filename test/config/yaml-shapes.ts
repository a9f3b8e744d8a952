// Files of watchlists in all the ways in which people write YAML; the second watchlist of each is the one to edit, and has a near group at `near`.

export const SHAPES: Record<string, string> = {
  "block lists with comments": `# Ours
sets:
  ports: [harbour, quay]   # named below

watchlists:
  - id: first
    any: [mole]
  # The one to edit
  - id: second     # its id
    near:          # both of them
      within: 10   # words
      a: $ports
      b: strike
    mask:
      - "port wine"   # a drink
      - starboard
      # - port of call
    tests:
      match:
        - "Strike at the harbour"
      no_match:
        - "A port wine strike"
        # until here

  # And another
  - id: third
    any:
      - pier
`,
  "lists in brackets": `watchlists:
  - id: first
    any: [mole]
  - id: second
    near: { within: 10, a: [harbour, quay], b: strike }
    mask: ["port wine", starboard]   # drinks
    tests: { match: ["Strike at the harbour"], no_match: ["A port wine strike"] } # ours
  - id: third
    any: [pier]
`,
  "no mask and no tests": `watchlists:
  - { id: first, any: [mole] }
  - id: second
    near:
      within: 10
      a: harbour
      b: strike
    # the end of it

# the end of all
`,
  "lists that are not indented": `watchlists:
- id: first
  any:
  - mole
- id: second
  near:
    within: 10
    a:
    - harbour
    - quay
    b: strike
  mask:
  - port wine
  tests:
    match:
    - Strike at the harbour
- id: third
  any:
  - pier
`,
  "values in columns": `watchlists:
  - id:       first
    any:      [ mole ]
  - id:       second          # ours
    name:     Harbours        # shown
    near:     { within: 10,   a: harbour,   b: strike }
    mask:     [ port wine,    starboard ]
    min_mentions:   1
    tests:
        match:      [ "Strike at the harbour" ]
        no_match:   [ "A port wine strike" ]
`,
  "brackets over lines": `watchlists: [
    { id: first, any: [mole] },
    {
      id: second, # ours
      near: { within: 10, a: [
        harbour, # a place
        quay
      ], b: strike },
      mask: [
        port wine, # a drink
        starboard # a side
      ],
      tests: {
        match: ["Strike at the harbour",],
        no_match: [
          "A port wine strike",
        ],
      },
    },
    { id: third, any: [pier] }
  ]
`,
  "a mapping in braces": `watchlists:
  - { id: first, any: [mole] }
  - { id: second, near: { within: 10, a: harbour, b: strike }, filter: { language: [en] } }   # one line
  - { id: third, any: [pier] }
`,
  "an alias of a list": `watchlists:
  - id: first
    any: [mole]
    mask: &drinks [port wine, "port: a wine"]
    tests: &tests
      no_match: ["no port wine"]
  - id: second
    near: { within: 10, a: harbour, b: strike }
    mask: *drinks   # the same
    tests: *tests
  - id: third
    any: [pier]
    mask: *drinks
    tests: *tests
`,
  "an anchor that others use": `watchlists:
  - id: first
    any: [mole]
  - id: second
    near: &near
      within: &far 10
      a: harbour
      b: strike
    mask: &drinks
      - port wine  # first
      - &side starboard
    tests: &tests
      match: [Strike at the harbour]
      no_match: &none
        - port wine alone # nobody strikes
  - id: third
    near: *near
    mask: *drinks
    tests: *tests
  - id: fourth
    any: [pier, *side]
    min_mentions: *far
    mask: *drinks
    tests: { no_match: *none }
`,
  "texts over several lines": `watchlists:
  - id: first
    query: |
      mole OR
      (pier AND dock)

  - id: second
    near:
      within: 10
      a: >-
        harbour
        master
      b: |
        strike

    mask:
      - "port
        wine"
      - 'star''board'
      - |-
        starboard side

    tests:
      match:
        - >
          Strike of the
          harbour master

  - id: third
    any: [pier]
`,
  "as JSON, and with quoted keys": `{
  "watchlists": [
    { "id": "first", "any": ["mole"] },
    {
      "id": "second",
      "near": { "within": 10, "a": "harbour", 'b': "strike" },
      "mask": [
        "port wine"
      ],
      "tests": {
        "match": ["Strike at the harbour"],
        "no_match": [
          "A port wine strike"
        ]
      }
    }
  ]
}
`,
  "comments after dashes and tabs, and commas before items": `%YAML 1.2
---\t# ours
watchlists:
  - # the first
    id: first
    any: [mole]
  -
    id: second
    near:\t{ within: 10, a: harbour, b: strike }\t# a tab before
    mask: [ port wine
          , starboard
          ]
    tests:
      no_match:
        - # one line
          A port wine strike
        # until here
...
`,
  "keys in other orders": `watchlists:
  - tests:
      no_match: []
      match: []
    near: {b: strike, a: harbour, within: 10}
    id: before
  - tests: {}
    unless: { title: [crossword] }
    near:
      b: strike
      a: harbour
      within: 10
    id: second
`,
  "wide gaps and other scripts": `sets: {m: [မြန်မာ, "缅甸"]}
watchlists:
  -   id:   first
      any:
        -   "mole"
  -   id:   second
      name: "Гавань: забастовка"
      near:
          within:   10
          a:        $m
          b:        забастовка
      mask:
        -   "порт вина"
        -   портвейн
      tests:
          no_match:
              -   "Портвейн № 5"    # № 5
`,
};

/** What a reader's complaint may add: plain words, and texts that YAML would take for something else without quotes. */
export const TEXTS = [
  "Port of call",
  "no",
  "on: # off",
  'He said "no" to \\ it',
  "Министр: забастовка — нет",
  "- [x], {y}: &z *q !t %",
  "it's ’so’, 100 % \u2028 sure",
  "港口罢工",
];
