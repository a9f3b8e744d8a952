// Removes consent dialogs from a page.
import { CONSENT_MARKS, isAboutConsent } from "../text/words/consent.ts";
import type { PageDocument } from "./tree/page-document.ts";
import type { PageElement } from "./tree/page-element.ts";

/** Removes consent dialogs in place: elements with such a name that speak of nothing else. */
export function removeConsentDialogs({ body }: PageDocument): void {
  // A page repeats its names, so each is judged once.
  const marked = new Map<string, boolean>();
  const isMarked = (name: string | null): boolean => {
    if (name === null || name === "") return false;
    let known = marked.get(name);
    if (known === undefined) marked.set(name, (known = CONSENT_MARKS.test(name)));
    return known;
  };
  const visit = (element: PageElement) => {
    for (let child = element.firstElementChild, next; child; child = next) {
      next = child.nextElementSibling;
      const isDialog =
        isMarked(child.getAttribute("id")) ||
        isMarked(child.getAttribute("class")) ||
        (child.getAttribute("role")?.includes("dialog") ?? false);
      if (isDialog && isAboutConsent(child.textContent)) child.remove();
      else visit(child);
    }
  };
  visit(body);
}
