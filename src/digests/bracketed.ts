// Puts marked words in square brackets, which survive a terminal, a pipe and a mail.

export const bracketed = ({ text, marks }: { text: string; marks: readonly { start: number; end: number }[] }): string =>
  marks.reduceRight(
    (marked, { start, end }) => `${marked.slice(0, start)}[${marked.slice(start, end)}]${marked.slice(end)}`,
    text,
  );
