// Makes an invented page as heavy as real ones, which are mostly menus, lists of headlines, styles and scripts.

const link = (index: number) =>
  `<li class="menu__item menu__item--level-2" data-position="${index}"><a class="menu__link" href="/section/${index}" data-track="footer-${index}">Section ${index}</a></li>\n`;

/** Half of the added weight is links in menus, like a real page's footer; the other half is script, which nobody reads. */
export function weighPage(page: string, bytesMin: number): string {
  const missing = bytesMin - page.length;
  if (missing <= 0) return page;
  let menu = "";
  for (let index = 0; menu.length < missing / 2; index++) menu += link(index);
  const state = `{"experiments":"${"x".repeat(Math.max(0, missing - menu.length))}"}`;
  const chrome = `<nav class="footer-menu"><ul>\n${menu}</ul></nav><script type="application/json">${state}</script>\n`;
  return page.includes("</body>") ? page.replace("</body>", () => `${chrome}</body>`) : page + chrome;
}
