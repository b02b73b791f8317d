import { deflateSync, inflateSync } from "node:zlib";

/** What is known of a PDF that Chromium made: its sheets, by their objects' numbers, and on which each named place is. */
export interface Sheets {
  readonly ids: readonly string[];
  readonly starts: ReadonlyMap<string, number>;
}

/** Stands for a digit until the number of a sheet is known: fonts have it, words do not. */
export const unknownDigit = "¤";
/** Digits of the number of a sheet: no report has a thousand. */
export const mostDigits = 3;

/**
 * The sheets of a PDF of Chromium, and on which each of its named places is. What is not written as expected is not there:
 * then the contents go without numbers.
 */
export function readSheets(pdf: Buffer): Sheets {
  const text = pdf.toString("latin1");
  const nodes = new Map(
    [...text.matchAll(/\n(\d+) 0 obj\n<<\/Type \/Pages\n[^>]*?\/Kids \[([^\]]*)\]/g)].map(([, id, kids]) => [
      id!,
      [...kids!.matchAll(/(\d+) 0 R/g)].map(([, kid]) => kid!),
    ]),
  );
  const leaves = (id: string): readonly string[] => nodes.get(id)?.flatMap(leaves) ?? [id];
  const top = /\/Type \/Catalog\n\/Pages (\d+) 0 R/.exec(text)?.[1];
  const ids = top === undefined ? [] : leaves(top);
  const places = /\n\d+ 0 obj\n<<(\/\S+ \[\d+ 0 R \/XYZ [^>]*)>>/.exec(text)?.[1] ?? "";
  return {
    ids,
    starts: new Map(
      [...places.matchAll(/\/(\S+) \[(\d+) 0 R/g)].map(([, name, page]) => [name!, ids.indexOf(page!) + 1]),
    ),
  };
}

/**
 * Writes numbers over the unknown digits of a PDF, in the order in which they stand: a second printing would take as long as
 * the first. The sheets in question are put anew behind the end (ISO 32000-1, 7.5.6), all others stay as they are.
 *
 * @returns undefined where the PDF is not written as expected, or a digit is missing in the font that they stand in
 */
export function fillNumbers(pdf: Buffer, { ids }: Sheets, numbers: readonly number[]): Buffer | undefined {
  const digits = numbers.flatMap((number) => [...String(number).padStart(mostDigits)]);
  if (digits.length !== numbers.length * mostDigits) return undefined;
  const object = reader(pdf);
  const changed = new Map<number, Buffer>();
  for (const id of ids) {
    if (digits.length === 0) break;
    const page = object(id);
    const content = /\/Contents (\d+) 0 R/.exec(page)?.[1];
    if (content === undefined) return undefined;
    const fonts = new Map(
      [...(/\/Font <<([^>]*)>>/.exec(page)?.[1] ?? "").matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, font]) => [
        name!,
        charactersOf(object(font!), object),
      ]),
    );
    const before = inflated(object(content));
    let after = "";
    let font: ReadonlyMap<string, string> | undefined;
    let at = 0;
    for (const { 0: whole, 1: name, 2: codes, index } of before.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj/g)) {
      if (name !== undefined) font = fonts.get(name);
      if (codes === undefined || font?.get(unknownDigit) !== codes) continue;
      const digit = digits.shift();
      const code = digit === " " ? "" : font.get(digit ?? "");
      if (code === undefined) return undefined;
      after += `${before.slice(at, index)}<${code}> Tj`;
      at = index + whole.length;
    }
    if (at > 0) changed.set(Number(content), Buffer.from(after + before.slice(at), "latin1"));
  }
  return digits.length === 0 ? withObjects(pdf, changed) : undefined;
}

/** Reads objects by their number, from where the table at the end says they are; a stream with its bytes. */
function reader(pdf: Buffer): (id: string) => string {
  const start = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(pdf.subarray(-64).toString("latin1"))?.[1]);
  const table = pdf.subarray(start).toString("latin1");
  const first = /^xref\n0 \d+\n/.exec(table)?.[0].length ?? 0;
  return (id) => {
    // each line of the table has 20 bytes
    const at = Number(table.substring(first + 20 * Number(id), first + 20 * Number(id) + 10));
    const head = `${id} 0 obj\n`;
    if (!pdf.subarray(at, at + head.length).equals(Buffer.from(head))) return "";
    return pdf.subarray(at + head.length, pdf.indexOf("endobj", at)).toString("latin1");
  };
}

/** The content of a compressed stream; empty where it is none. */
function inflated(object: string): string {
  const begin = /^<<[^>]*\/FlateDecode[^>]*>> stream\n/.exec(object)?.[0].length;
  if (begin === undefined) return "";
  return inflateSync(Buffer.from(object.slice(begin), "latin1")).toString("latin1");
}

/** Character -> code of a font, as it tells those who copy text. */
function charactersOf(font: string, object: (id: string) => string): ReadonlyMap<string, string> {
  const map = inflated(object(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? ""));
  const found = new Map<string, string>();
  for (const [, lines] of map.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, code, unicode] of lines!.matchAll(/<([0-9A-F]+)> <([0-9A-F]{4})>\n/g))
      found.set(String.fromCharCode(Number.parseInt(unicode!, 16)), code!);
  for (const [, lines] of map.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, low, high, unicode] of lines!.matchAll(/<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]{4})>\n/g)) {
      const [from, to, first] = [low, high, unicode].map((hex) => Number.parseInt(hex!, 16)) as [
        number,
        number,
        number,
      ];
      for (let code = from; code <= to; code++)
        found.set(String.fromCharCode(first + code - from), code.toString(16).toUpperCase().padStart(low!.length, "0"));
    }
  return found;
}

function withObjects(pdf: Buffer, streams: ReadonlyMap<number, Buffer>): Buffer | undefined {
  if (streams.size === 0) return pdf;
  const end = pdf.subarray(pdf.lastIndexOf("trailer")).toString("latin1");
  const [, trailer, previous] = /^trailer\n<<([\s\S]*)>>\nstartxref\n(\d+)\n/.exec(end) ?? [];
  if (trailer === undefined) return undefined;
  const parts: Buffer[] = [pdf, Buffer.from("\n")];
  let at = pdf.length + 1;
  let table = "xref\n";
  for (const [id, content] of streams) {
    const packed = deflateSync(content);
    const head = Buffer.from(`${id} 0 obj\n<</Filter /FlateDecode\n/Length ${packed.length}>> stream\n`);
    table += `${id} 1\n${String(at).padStart(10, "0")} 00000 n \n`;
    for (const part of [head, packed, Buffer.from("\nendstream\nendobj\n")]) {
      parts.push(part);
      at += part.length;
    }
  }
  parts.push(Buffer.from(`${table}trailer\n<<${trailer}\n/Prev ${previous}>>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}
