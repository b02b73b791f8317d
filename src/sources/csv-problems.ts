import type { Problem } from "../problems/problem.ts";
import { quote, quoteAll } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import { knowsEncoding } from "./decode.ts";
import { delimiters, nameDelimiter, parseDelimiter } from "./dialect.ts";
import type { TableRequest, WantedColumn } from "./read-table.ts";
import type { BadQuote, NotATableError } from "./records.ts";

/** Rows with fewer or more cells than the header. */
export interface Ragged {
  fewer: number;
  more: number;
  first?: { readonly line: number; readonly cells: number };
}

type Words = Pick<Problem, "message"> & Partial<Pick<Problem, "hint" | "severity">>;

function note(code: string, { file }: Pick<TableRequest, "file">, line: number | undefined, words: Words): Problem {
  return { code: `sources/${code}`, severity: "error", place: { file, ...(line !== undefined && { line }) }, ...words };
}

export function checkDeclared(request: TableRequest): readonly Problem[] {
  const { encoding, delimiter } = request;
  const problems: Problem[] = [];
  if (encoding !== undefined && !knowsEncoding(encoding)) {
    problems.push(
      note("unknown-encoding", request, undefined, {
        message: `The study declares the encoding ${quote(encoding)} for this file, which is not one that can be read.`,
        hint: "Use utf-8, utf-16le, gb18030, gbk, big5, shift_jis, euc-kr or windows-1252, or leave `encoding` out.",
      }),
    );
  }
  if (delimiter !== undefined && parseDelimiter(delimiter) === null) {
    problems.push(
      note("unknown-delimiter", request, undefined, {
        message: `The study declares the delimiter ${quote(delimiter)} for this file, which is not one that can be read.`,
        hint: `Use one of ${quoteAll(delimiters.map(nameDelimiter))}, or leave \`delimiter\` out.`,
      }),
    );
  }
  return problems;
}

/** Where each wanted column stands in the header; a problem for each that is missing or stands there twice. */
export function checkHeader(
  request: TableRequest,
  wanted: readonly WantedColumn[],
  header: readonly string[],
  line: number,
  dialect: { readonly encoding: string; readonly delimiter: string },
): { readonly places: ReadonlyMap<string, number>; readonly problems: readonly Problem[] } {
  const places = new Map<string, number>();
  const problems: Problem[] = [];
  const known = header.filter((name) => name !== "");
  // A column that is read already is not the one that was meant.
  const spare = known.filter((name) => !wanted.some((other) => other.name === name));
  const listed = `Its columns are ${quoteAll(known, 20)}.`;
  if (wanted.length > 0 && !wanted.some(({ name }) => header.includes(name))) {
    const problem = note("no-header", request, line, {
      message: "The first line should name the columns; it names none of those that the study reads.",
      hint: `It was read as ${dialect.encoding}, divided by ${quote(nameDelimiter(dialect.delimiter))}. ${listed} The study reads ${quoteAll(
        wanted.map(({ name }) => name),
        20,
      )}.`,
    });
    return { places, problems: [problem] };
  }
  for (const { name, wantedBy, hint: own, absent } of wanted) {
    const first = header.indexOf(name);
    if (first === -1 && absent) continue;
    if (first === -1) {
      const message = `There is no column ${quote(name)}, which ${wantedBy} reads.`;
      // The list of all columns is said once, however many are missing.
      const list = problems.some(({ code }) => code === "sources/no-column") ? undefined : listed;
      const hint = [didYouMean(name, spare), own, list].filter((part) => part !== undefined).join(" ");
      problems.push(note("no-column", request, line, { message, ...(hint && { hint }) }));
    } else if (header.includes(name, first + 1)) {
      const at = header.flatMap((other, k) => (other === name ? [k + 1] : []));
      problems.push(
        note("duplicate-column", request, line, {
          message: `The columns ${at.join(" and ")} are both called ${quote(name)}, which ${wantedBy} reads.`,
          hint: "Give each its own name.",
        }),
      );
    } else {
      places.set(name, first);
    }
  }
  return { places, problems };
}

export function noteEmpty(request: TableRequest): Problem {
  return note("empty", request, undefined, { message: "The file is empty.", hint: "Export the answers again." });
}

export function noteNoRows(
  request: TableRequest,
  where: Readonly<Record<string, string>>,
  seen: ReadonlyMap<string, ReadonlySet<string>>,
): Problem {
  const conditions = Object.entries(where).map(([name, value]) => `${quote(name)} = ${quote(value)}`);
  const held = [...seen].filter(([, values]) => values.size > 0);
  if (conditions.length === 0 || held.length === 0) {
    return note("no-rows", request, undefined, {
      message: "The file has a header but no answers.",
      hint: "Export the answers again, or take the wave out of the study.",
    });
  }
  return note("no-rows", request, undefined, {
    message: `No row has ${conditions.join(" and ")}, which \`where\` asks for.`,
    hint: held
      .map(([name, values]) => `The column ${quote(name)} holds ${quoteAll([...values].sort(), 20)}.`)
      .join(" "),
  });
}

export function noteRagged(request: TableRequest, width: number, { fewer, more, first }: Ragged): Problem {
  const total = fewer + more;
  return note("ragged", request, first!.line, {
    message: `${total === 1 ? "1 row does" : `${total} rows do`} not have the ${width} cells of the header: ${fewer} with fewer, ${more} with more. This is the first, with ${first!.cells}.`,
    hint: "A text that holds the delimiter or a line end must stand in quotes. Export again, or mend these rows.",
  });
}

export function noteBadQuotes(request: TableRequest, badQuotes: readonly BadQuote[]): Problem {
  const { line, kind } = badQuotes[0]!;
  const others = badQuotes.length > 1 ? ` It is the first of ${badQuotes.length} such places.` : "";
  const message =
    kind === "unclosed"
      ? "A quoted text begins on this line and is never closed."
      : "A quoted text begins on this line, and its closing quote is followed by more text.";
  return note("quote", request, line, {
    message: message + others,
    hint: 'Close it with a quote before the delimiter, and write a quote inside a text as "".',
  });
}

export function noteNotATable(request: TableRequest, { kind, line }: NotATableError): Problem {
  if (kind === "nul") return noteNotText(request);
  return note("not-a-table", request, line, {
    message: "This line is over four million characters long: the file is no table of answers.",
    hint: 'Export the answers as "CSV UTF-8".',
  });
}

export function noteNotText(request: TableRequest, tried: readonly string[] = []): Problem {
  const as = tried.length > 0 ? ` (tried: ${tried.join(", ")})` : "";
  return note("not-text", request, undefined, {
    message: `The file is not text in an encoding that could be found${as}: it may be a spreadsheet or an SPSS file under another name.`,
    hint: 'Export it as "CSV UTF-8", or declare its `encoding` in the wave.',
  });
}

export function noteGuess(request: TableRequest, encoding: string): Problem {
  return note("encoding-guessed", request, undefined, {
    severity: "notice",
    message: `The file is not UTF-8 and was read as ${encoding}.`,
    hint: `Say \`encoding: ${encoding}\` in the wave if that is right, or name the right one (Big5 passes for it).`,
  });
}
