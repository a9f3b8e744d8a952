// The look of an issue: inline, because some mail clients drop the style sheet, and in colours that survive inversion.
// Short, because each story repeats them and the whole mail has 64 kB: inherited styles are set once, around everything.
import { markup } from "./escape-html.ts";
import type { Markup } from "./escape-html.ts";

const fonts =
  "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Myanmar','Myanmar Text',Padauk,Pyidaungsu,'Noto Naskh Arabic',Arial,sans-serif";

export const styles = {
  body: "margin:0;padding:0;background-color:#ffffff;-webkit-text-size-adjust:100%",
  hidden: "display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;opacity:0",
  margin: "padding:16px 12px 32px",
  column: "width:100%;max-width:600px",
  text: `font-family:${fonts};font-size:16px;line-height:1.5;color:#1f2328;text-align:left;text-align:start;word-break:break-word;overflow-wrap:anywhere`,
  h1: "margin:0 0 4px;font-size:24px;line-height:1.3;font-weight:700",
  h2: "margin:28px 0 4px;padding:0 0 6px;border-bottom:2px solid #1f6feb;font-size:18px;line-height:1.4;font-weight:700",
  h3: "margin:0 0 4px;font-size:17px;line-height:1.4",
  count: "color:#57606a;font-weight:400",
  story: "margin:0;padding:14px 0;border-top:1px solid #d0d7de",
  firstStory: "margin:0;padding:14px 0",
  followUp: "margin:0 0 14px 8px;padding:0 0 0 14px;border-left:3px solid #d0d7de",
  headline: "color:#0b57d0;text-decoration:none",
  excerpt: "margin:0 0 6px",
  small: "margin:0 0 4px;font-size:14px;color:#57606a",
  quiet: "color:#57606a",
  warn: "color:#9a4b00",
  list: "margin:0 0 4px;padding:0 0 0 20px;font-size:14px;color:#57606a",
  news: "margin:0 0 6px;padding:0 0 0 20px",
  quote: "margin:10px 0;padding:0 0 0 12px;border-left:3px solid #1f6feb",
  footer: "margin:28px 0 0;padding:10px 0 0;border-top:1px solid #d0d7de;font-size:13px;color:#57606a",
  mark: "background-color:#fff0a8;color:#2b2300",
} as const;

/** For clients that read it: dark colours (Apple Mail, Thunderbird, some of Outlook), and a fix for Outlook's tables. */
export const styleSheet: Markup = markup`<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
.link { color: #0b57d0; }
.rule { overflow: hidden; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #15181c !important; }
  .ink { color: #e6e8ea !important; }
  .soft { color: #a9b1ba !important; }
  .warn { color: #f0b072 !important; }
  .link { color: #8ab8ff !important; }
  .rule { border-color: #3b424a !important; }
  .mark { background-color: #5c4a00 !important; color: #fff3c4 !important; }
}
</style>
<!--[if mso]><style>table { border-collapse: collapse; } h1, h2, h3, p, li, a { font-family: 'Segoe UI', 'Myanmar Text', Arial, sans-serif !important; }</style><![endif]-->`;
