// A page laid out with tables around 2001 and never changed since: line breaks separate its paragraphs.
import type { Template } from "../html.ts";
import { escapeMarkup, longDate, renderBlocks, renderHeadlines } from "../html.ts";

const words = {
  en: { home: "Home", notices: "Notices", tides: "Tides", more: "More news", visitors: "You are visitor number 204,117" },
  my: { home: "ပင်မ", notices: "ကြော်ငြာ", tides: "ဒီရေ", more: "သတင်းများ", visitors: "" },
  ru: { home: "Главная", notices: "Объявления", tides: "Погода", more: "Ещё новости", visitors: "Вы посетитель номер 204117" },
};

export const tables: Template = (page) => {
  const { article, latest } = page;
  const { site, title, byline, publishedAt } = article;
  const say = words[site.language];
  const name = escapeMarkup(site.name);
  const text = renderBlocks(page, {
    paragraph: (text) => `${text}<br><br>`,
    heading: (text) => `<b>${text}</b><br><br>`,
    caption: (text) => `<center><img src="/images/picture.svg"><br><font size="1"><i>${text}</i></font></center><br>`,
    related: (title, href) => `<a href="${href}">${title}</a><br><br>`,
    credit: (text) => `<i>${text}</i>`,
  });
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="${site.language}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=${site.encoding}">
<title>${name}: ${escapeMarkup(title)}</title>
</head>
<body bgcolor="#ffffff" link="#003399">
<table width="760" border="0" cellpadding="4" align="center">
<tr><td colspan="2" bgcolor="#dde6ee"><font size="6" face="Times"><a href="/">${name}</a></font><br><font size="1">${escapeMarkup(site.tagline)} | ${longDate(publishedAt, site.language)}</font></td></tr>
<tr>
<td width="180" valign="top"><font size="2"><a href="/">${say.home}</a><br><a href="/">${say.notices}</a><br><a href="/">${say.tides}</a><br><br><b>${say.more}</b></font>
<ul>
${renderHeadlines(latest)}
</ul></td>
<td valign="top"><h1><font size="5">${escapeMarkup(title)}</font></h1>
${byline === undefined ? "" : `<font size="2"><i>${escapeMarkup(byline)}</i></font><br><br>`}
<font size="3">
${text.join("\n")}
</font></td>
</tr>
<tr><td colspan="2" align="center" bgcolor="#dde6ee"><font size="1">${name} &copy; 2001. ${say.visitors}</font></td></tr>
</table>
</body>
</html>
`;
};
