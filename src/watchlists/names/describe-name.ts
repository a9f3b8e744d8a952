// Describes for `check --explain` how a name is looked for.

/** `the name Sergei Lavrov (in all scripts and cases)`. */
export function describeName({
  name,
  spellings = [],
  not_forms: notForms = [],
}: {
  name: string;
  spellings?: string[];
  not_forms?: string[];
}): string {
  const further = spellings.length > 0 ? `, also ${spellings.join(", ")}` : "";
  const without = notForms.length > 0 ? `, but not ${notForms.join(", ")}` : "";
  return `the name ${name.trim()} (in all scripts and cases${further}${without})`;
}
