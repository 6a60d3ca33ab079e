/** Parts of a document that are made from the code, between markers. */

/**
 * What stands between the markers `<!-- NAME:begin -->` and `<!-- NAME:end -->` of a document; they belong to what is
 * before and after.
 * @throws {Error} when a marker is missing
 */
export const partOf = (document: string, name: string): { before: string; part: string; after: string } => {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const [before, rest] = document.split(begin);
  const [part, after] = rest?.split(end) ?? [];
  if (before === undefined || part === undefined || after === undefined)
    throw new Error(`There is no place for the tables: a line ${begin} and a line ${end}.`);
  return { before: before + begin, part: `${part.trim()}\n`, after: end + after };
};
