import Papa from "papaparse";

export const delimiters = [",", ";", "\t", "|"] as const;

/** How a delimiter is called in the study file and in messages. */
export function nameDelimiter(delimiter: string): string {
  return delimiter === "\t" ? "tab" : delimiter;
}

/** A delimiter as declared: itself, or the word `tab`; null when it is none that can be read. */
export function parseDelimiter(declared: string): string | null {
  const meant = declared === "tab" || declared === "\\t" ? "\t" : declared;
  return delimiters.find((delimiter) => delimiter === meant) ?? null;
}

/**
 * What ends a line: `\r` only where no `\n` stands outside quotes. `\r\n` counts as `\n`, its `\r` being outer white
 * space of the last cell; so files that mix the two are read too.
 */
export function findLineEnd(text: string): "\n" | "\r" {
  const unquoted = text.replace(/"[^"]*"/g, "");
  return !unquoted.includes("\n") && unquoted.includes("\r") ? "\r" : "\n";
}

/** The cells of the first line that is not blank. */
function readHeader(text: string, delimiter: string, lineEnd: string): string[] {
  const parser = new Papa.Parser({ delimiter, newline: lineEnd, preview: 1 } as Papa.ParseConfig);
  const { data } = parser.parse(text.replace(/^[\r\n]+/, ""), 0, false) as { data: string[][] };
  return (data[0] ?? []).map((cell) => cell.trim());
}

/**
 * The delimiter under which the header holds the most columns that the study wants, then the most columns at all. Knowing
 * the names wanted makes this surer than counting cells, which long texts with commas mislead.
 */
export function findDelimiter(text: string, lineEnd: string, wanted: readonly string[]): string {
  let best: { readonly delimiter: string; readonly found: number; readonly width: number } | undefined;
  for (const delimiter of delimiters) {
    const header = new Set(readHeader(text, delimiter, lineEnd));
    const found = wanted.filter((name) => header.has(name)).length;
    if (!best || found > best.found || (found === best.found && header.size > best.width)) {
      best = { delimiter, found, width: header.size };
    }
  }
  return best!.delimiter;
}
