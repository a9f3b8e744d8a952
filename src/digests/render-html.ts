// The HTML of an issue: one column that mail clients show as it is, with nothing loaded from anywhere.
import { html, webAddress } from "./escape-html.ts";
import { counted, describeHealth, describeStory, readWords } from "./issue-words.ts";
import { localLong } from "./local-time.ts";
import { plainLine } from "./plain-line.ts";
import { styles, styleSheet } from "./mail-styles.ts";
import type { Html } from "./escape-html.ts";
import type { FittedIssue } from "./fit-issue.ts";
import type { Issue } from "./digest.ts";
import type { Named, StoryWords } from "./issue-words.ts";
import type { Run } from "./plain-line.ts";

/** What follows the preheader in an inbox's list would be the mail's first words; this much blank keeps them out. */
const preheaderBlank = "\u034f\u200c\u00a0".repeat(40);

/** A whole document. `preheader` is what an inbox shows beside the subject. */
export function renderHtml(fitted: FittedIssue, subject: string, preheader: string): string {
  const { issue } = fitted;
  const sections = issue.sections.filter(({ stories }) => stories.length > 0);
  const page = webAddress(issue.webUrl);
  const { markup } = html`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>${subject}</title>
        ${styleSheet}
      </head>
      <body class="page" style="${styles.body}">
        <div style="${styles.hidden}">${preheader}${preheaderBlank}</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
          <tr>
            <td align="center" style="${styles.margin}">
              <table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="${styles.column}">
                <tr>
                  <td class="ink" style="${styles.text}">
                    <h1 style="${styles.h1}"><bdi>${plainLine(issue.digest, 80)}</bdi></h1>
                    <p class="soft" style="${styles.small}">
                      ${localLong(issue.timezone, new Date(issue.createdAt))} (${issue.timezone}) ·
                      ${readWords(issue)}${
                        page !== null && html` · <a class="link" href="${page}" style="${styles.link}">on the web</a>`
                      }
                    </p>
                    ${sections.length === 0 && html`<p style="${styles.excerpt}">Nothing new matched.</p>`}
                    ${sections.map((section) => renderSection(section, issue))} ${renderRest(fitted, page)} ${renderHealth(issue)}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `;
  return markup;
}

function renderSection(section: Issue["sections"][number], issue: Issue): Html {
  const above = new Set<string>();
  const stories = section.stories.map((story) => {
    const words = describeStory(story, issue, above);
    if (words.follows?.isAbove !== true) above.clear();
    above.add(story.id);
    return renderStory(words);
  });
  return html`<h2 dir="auto" class="rule" style="${styles.h2}">
      ${plainLine(section.name, 120)} <span class="soft" style="${styles.count}">${stories.length}</span>
    </h2>
    ${stories}`;
}

function renderStory(words: StoryWords): Html {
  const isBelow = words.follows?.isAbove === true;
  const language = words.lang !== null && html` lang="${words.lang}"`;
  const title = renderRuns(words.title);
  return html`<div class="rule" style="${isBelow ? styles.followUp : styles.story}">
${isBelow && html`<p class="soft" style="${styles.small}">Follow-up to the story above</p>`}
<h3${language} dir="auto" style="${lineHeight(styles.h3, words.title)}">${
    words.url === null ? title : html`<a class="link" href="${words.url}" style="${styles.headline}">${title}</a>`
  }</h3>
${words.excerpt.length > 0 && html`<p${language} dir="auto" style="${lineHeight(styles.excerpt, words.excerpt)}">${renderRuns(words.excerpt)}</p>`}
<p class="soft" style="${styles.small}">${renderOutlets(words)}${words.facts.map((fact) => html` · <bdi>${fact}</bdi>`)}</p>
${words.summaryOnly !== null && html`<p class="warn" style="${styles.label}">${words.summaryOnly}</p>`}
${words.follows !== null && !isBelow && html`<p class="soft" style="${styles.small}">Follows: ${renderNamed(words.follows)}</p>`}
${words.terms.length > 0 && html`<p class="soft" style="${styles.small}">Matched: ${joined(words.terms.map((term) => html`<bdi>${term}</bdi>`))}</p>`}
</div>
`;
}

function renderOutlets({ outlet, others }: StoryWords): Html {
  const rest = others.count - others.named.length;
  return html`<bdi>${outlet}</bdi>${
      others.count > 0 &&
      html`, with ${counted(others.count, "other")}: ${joined(others.named.map(renderNamed))}${rest > 0 && ` and ${rest} more`}`
    }`;
}

function renderNamed({ name, url }: Named): Html {
  return url === null
    ? html`<bdi>${name}</bdi>`
    : html`<a class="link" href="${url}" style="${styles.link}"><bdi>${name}</bdi></a>`;
}

function joined(parts: Html[]): Html[] {
  return parts.map((part, index) => (index === 0 ? part : html`, ${part}`));
}

function renderRuns(runs: Run[]): Html[] {
  return runs.map(({ text, marked }) =>
    marked ? html`<span class="mark" style="${styles.mark}">${text}</span>` : html`${text}`,
  );
}

/** Burmese stacks its letters, and cut off above and below it cannot be read. */
function lineHeight(style: string, runs: Run[]): string {
  return runs.some(({ text }) => /\p{Script=Myanmar}/u.test(text)) ? `${style};line-height:1.8` : style;
}

function renderRest({ issue, withoutExcerpt }: FittedIssue, page: string | null): Html {
  const more = counted(issue.more, "more story", "more stories");
  return html`${
    issue.more > 0 &&
    html`<p style="${styles.excerpt}">
      <b>${more}</b> matched and ${issue.more === 1 ? "is" : "are"} not shown
      here${page !== null && html`: <a class="link" href="${page}" style="${styles.link}">see all on the web</a>`}.
    </p>`
  }
  ${
    withoutExcerpt > 0 &&
    html`<p class="soft" style="${styles.small}">
      ${counted(withoutExcerpt, "story", "stories")} shown without an excerpt, so that mail programs do not cut this mail short.
    </p>`
  }`;
}

function renderHealth(issue: Issue): Html {
  const health = describeHealth(issue);
  return html`<h2 class="rule" style="${styles.h2}">What was read</h2>
    <p class="soft" style="${styles.small}">${health.read}. ${health.details.join(" ")}</p>
    ${
      health.failing.length > 0 &&
      html`<p class="soft" style="${styles.small}">Not read:</p>
        <ul class="soft" style="${styles.list}">
          ${health.failing.map(({ name, why }) => html`<li><bdi>${name}</bdi>: <bdi>${why}</bdi></li> `)}${
            health.failingMore > 0 && html`<li>and ${counted(health.failingMore, "more feed")}</li>`
          }
        </ul>`
    }`;
}
