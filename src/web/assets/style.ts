// The one style sheet of all pages: dense, in the colours of the mails, for a phone first, in light and dark.

export const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1f2328, #e6e8ea); --soft: light-dark(#57606a, #a9b1ba); --ground: light-dark(#fff, #15181c);
  --raised: light-dark(#f6f8fa, #1d2126); --line: light-dark(#d0d7de, #3b424a); --accent: light-dark(#0b57d0, #8ab8ff); --warn: light-dark(#9a4b00, #f0b072);
  --bad: light-dark(#b00020, #ff8a80); --good: light-dark(#1a6b35, #7fd49a); --mark: light-dark(#fff0a8, #5c4a00); --mark-ink: light-dark(#2b2300, #fff3c4) }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 4rem }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Myanmar", "Myanmar Text", Padauk, Pyidaungsu, "Noto Naskh Arabic", Arial, sans-serif }
:lang(my) { line-height: 1.8 }
header, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1rem }
header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; border-bottom: 1px solid var(--line) }
nav { display: flex; flex-wrap: wrap; margin-inline-start: -.6rem }
nav a { display: flex; align-items: center; min-height: 44px; min-width: 44px; padding: 0 .6rem; color: var(--soft); text-decoration: none; border-bottom: 3px solid transparent }
nav a:hover { color: var(--accent) }
nav a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--accent) }
main { padding-top: 1rem; padding-bottom: 2rem; min-height: 60vh }
main:focus { outline: 0 }
footer { border-top: 1px solid var(--line); padding-top: .6rem; padding-bottom: 2rem; color: var(--soft); font-size: .8125rem }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; top: .5rem; padding: .6rem 1rem; background: var(--ground); z-index: 1 }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.3 }
h2 { margin: 1.75rem 0 .5rem; font-size: 1.125rem; line-height: 1.4 }
h3 { margin: 0 0 .2rem; font-size: 1.0625rem; line-height: 1.4 }
h1:lang(my), h2:lang(my), h3:lang(my) { line-height: 1.8 }
p { margin: 0 0 .6rem }
a { color: var(--accent); text-underline-offset: .15em }
:focus-visible, [type^=date]:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px }
h3 a { text-decoration: none }
h3 a:hover { text-decoration: underline }
h3 a:visited { color: var(--soft) }
small, .soft { color: var(--soft); font-size: .875rem }
.fault { color: var(--bad); font-weight: 600 }
.warn { color: var(--warn) }
.good { color: var(--good) }
mark { background: var(--mark); color: var(--mark-ink); padding: 0 .1em; border-radius: 2px }
ul, ol { margin: 0 0 .6rem; padding-inline-start: 1.25rem }
li { margin: .35rem 0 }
.plain { list-style: none; padding: 0 }
.row, .rows > li { margin: 0; padding: .75rem 0; border-top: 1px solid var(--line) }
.rows > [id^=story] { content-visibility: auto; contain-intrinsic-size: auto 11rem; overflow-clip-margin: .5rem }
.line a { display: inline-flex; align-items: center; min-height: 44px }
.line { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center } .line + dl { margin-top: .75rem }
.empty { margin-bottom: .75rem; padding: 1rem 1rem .4rem; background: var(--raised); border-inline-start: 3px solid var(--accent) }
.new { border-inline-start: 3px solid var(--accent); padding-inline-start: .6rem }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem }
th, td { text-align: start; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
th { color: var(--soft); font-size: .8125rem; font-weight: 600; white-space: nowrap }
.number { text-align: end; font-variant-numeric: tabular-nums }
details > summary { cursor: pointer; color: var(--soft); font-size: .875rem; min-height: 44px; display: list-item; padding: .7rem 0; line-height: 1.3 }
details[open] > summary { color: var(--ink) }
pre, code, textarea { font: .875rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace }
pre { margin: .5rem 0 1rem; padding: .75rem; background: var(--raised); border: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere }
form { margin: 0 0 .75rem }
fieldset { border: 1px solid var(--line); margin: 0 0 .75rem } legend { color: var(--soft); font-size: .875rem }
form.filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end }
form.filter > div { min-width: 0; max-width: 100% }
label { display: block; font-size: .8125rem; color: var(--soft) }
label.choice { display: flex; gap: .5rem; align-items: center; min-height: 44px; font-size: 1rem; color: var(--ink) }
label.choice input { flex: none; width: 1.25rem; height: 1.25rem; min-height: 0 }
input, select, textarea, button, .button { font-size: 1rem; min-height: 44px; padding: .4rem .7rem; border: 1px solid light-dark(#818b98, #6e7781); border-radius: 4px;
  background: var(--ground); color: var(--ink); max-width: 100% }
textarea { width: 100%; min-height: 16rem } textarea.short { min-height: 6rem }
.note { padding: .4rem 1rem; background: var(--raised); border-inline-start: 3px solid var(--warn) } .line form { margin: 0 }
input[type=search], input[type=url], input.wide { width: 30rem }
button, .button { display: inline-flex; align-items: center; background: var(--raised); cursor: pointer; text-decoration: none; font-family: inherit }
button.first { background: var(--accent); border-color: var(--accent); color: var(--ground); font-weight: 600 }
button.danger { color: var(--bad); border-color: var(--bad) }
header form { margin: 0 }
iframe { width: 100%; height: 36rem; border: 1px solid var(--line); background: #fff }
a[aria-current=true] { color: var(--ink); font-weight: 600; text-decoration: none }
iframe.phone { width: 360px; max-width: 100% }
.said { padding: .6rem 1rem; background: var(--raised); border-inline-start: 3px solid var(--good) } .said.fault { border-color: var(--bad) }
svg.spark { width: 7rem; height: 1.25rem; fill: var(--accent); vertical-align: middle }
svg.strip { display: block; width: 100%; max-width: 30rem; height: 2.5rem; fill: var(--accent) }
del { color: var(--bad) } ins { color: var(--good) }
dl { margin: 0 0 .75rem; display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1rem }
dt { color: var(--soft) } dd { margin: 0; min-width: 0 }
.text { max-width: 42rem; line-height: 1.65 }
.text:lang(my) { line-height: 1.9 }
@media (min-width: 43.75rem) { .columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem } }
@media (max-width: 40rem) {
  header, main, footer { padding-left: .75rem; padding-right: .75rem }
  table, tbody, tr, td { display: block } thead, tr:has(> th:only-child), tr:has(> th + th) { display: none }
  td { border: 0; padding: .1rem 0 } td[data-label]::before { content: attr(data-label) ": "; color: var(--soft) }
  td.number { text-align: start } tr { border-bottom: 1px solid var(--line); padding: .5rem 0 }
  dl { grid-template-columns: 1fr } dd { margin-bottom: .4rem }
}
@media print { :root { color-scheme: light } nav, header, footer, form, form.filter, details:has(> form), h2:has(+ details > form), .skip, .button, .line:not(.soft) > a, p:has(> a[download]) { display: none } main { max-width: none; padding: 0 } details > summary { list-style: none; min-height: 0; padding: 0 } details::details-content { content-visibility: visible; display: block }
  .text a[href^=http]::after { content: " (" attr(href) ")"; font-size: .8em } .row, .rows > li { break-inside: avoid } }
`;
