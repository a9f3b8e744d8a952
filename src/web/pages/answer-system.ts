// Answers the page of the system, and its forms.
import { CommandError } from "../../errors.ts";
import { counted } from "../../text/counted.ts";
import { act, answerSaid } from "../said.ts";
import { systemPage } from "./system-page.ts";
import type { QuarantineChange } from "../../desk/quarantine.ts";
import type { WebDeps } from "../web-deps.ts";
import type { Answer } from "./answer-pages.ts";

export const answerSystem = ({ desk }: WebDeps) =>
  ({
    async system(c, links) {
      return answerSaid(c, { desk, links }, await desk.system(), systemPage);
    },
    quarantine: (c, links) =>
      act(c, { desk, links }, "system", async (form) => {
        const changed = await desk.changeQuarantine(changeOf(form));
        if (changed.kind === "refused") return { text: changed.reason, fault: true };
        const articles = counted(changed.articles.length, "article");
        return { text: changed.kind === "retried" ? `${articles} will be tried again within a second.` : `${articles} dropped.` };
      }),
  }) satisfies Record<string, Answer>;

function changeOf({ do: kind, article = "" }: Record<string, string>): QuarantineChange {
  const number = /^[1-9]\d{0,14}$/.test(article) ? Number(article) : null;
  if (kind === "retry" && (number !== null || article === "")) return { kind, article: number };
  if (kind === "drop" && number !== null) return { kind, article: number };
  throw new CommandError("the form does not say what to do, or with which article");
}
