import { type Answers, type Responses, status } from "../responses/responses.ts";
import { codesOf } from "./answered-share.ts";
import type { FindSignal } from "./signals.ts";

const leastAnswers = 20;
const leastValues = 4;

/**
 * Rows that answer every rating and choice as another row does, with at least 20 answers of at least 4 different codes,
 * and agree with it in an open answer, a number or the seconds too (METHODS B20). All of them are named: which of them
 * came first nobody knows. One code throughout makes a straight-liner, never a double.
 */
export const findIdentical: FindSignal = ({ seconds }, responses, kept) => {
  const answers = [...responses.answers.values()];
  const coded = answers.filter(({ question }) => question.scale);
  if (coded.length < leastAnswers) return null;
  const others = answers.filter(({ question }) => !question.scale);
  const fields = [
    ...others.map((one) => textsOf(responses, one)),
    ...(seconds ? [columnTexts(responses, seconds)] : []),
  ];
  const vectors = coded.map((one) => textsOf(responses, one));
  const found = new Uint8Array(responses.rows);
  for (const rows of groupAlike(responses.rows, vectors, kept)) {
    if (!isTelling(rows[0]!, coded, responses)) continue;
    for (const field of fields) {
      for (const twins of groupAlike(rows.length, [rows.map((row) => field[row]!)])) {
        if (field[rows[twins[0]!]!] === 0) continue;
        for (const twin of twins) found[rows[twin]!] = 1;
      }
    }
  }
  return (row) => found[row] === 1;
};

/** Per row a number for what it answers, equal where answers mean the same; 0 where there is no answer in words or numbers. */
function textsOf(responses: Responses, answers: Answers): Uint32Array {
  const { texts } = responses.columns.get(answers.question.column)!;
  const meanings = texts.map((text, k) => {
    const value = answers.values[k]!;
    if (answers.status[k] === status.answered) return Number.isNaN(value) ? `text ${text}` : `code ${value}`;
    return answers.question.scale ? `missing ${answers.status[k]}` : "";
  });
  return numbered(meanings, codesOf(responses, answers));
}

function columnTexts(responses: Responses, name: string): Uint32Array {
  const { texts, codes } = responses.columns.get(name)!;
  return numbered(texts, codes);
}

function numbered(meanings: readonly string[], codes: ArrayLike<number>): Uint32Array {
  const places = new Map<string, number>([["", 0]]);
  const numbers = meanings.map((meaning) => {
    const place = places.get(meaning) ?? places.size;
    places.set(meaning, place);
    return place;
  });
  return Uint32Array.from({ length: codes.length }, (_, row) => numbers[codes[row]!]!);
}

/** Groups of two rows and more that are equal in every column. */
function groupAlike(
  rows: number,
  columns: readonly ArrayLike<number>[],
  kept?: Uint8Array,
): readonly (readonly number[])[] {
  const hashes = new Uint32Array(rows);
  for (const column of columns)
    for (let row = 0; row < rows; row++)
      hashes[row] = Math.imul(hashes[row]! ^ column[row]!, 0x9e3779b1) ^ (hashes[row]! >>> 15);
  const groups = new Map<number, number[][]>();
  for (let row = 0; row < rows; row++) {
    if (kept && kept[row] !== 1) continue;
    const near = groups.get(hashes[row]!);
    const own = near?.find(([first]) => columns.every((column) => column[first!] === column[row]));
    if (own) own.push(row);
    else if (near) near.push([row]);
    else groups.set(hashes[row]!, [[row]]);
  }
  return [...groups.values()].flat().filter((group) => group.length > 1);
}

/** Whether a row has so many and so different answers that nobody gives the same by chance. */
function isTelling(row: number, coded: readonly Answers[], responses: Responses): boolean {
  const values = coded
    .map((answers) => answers.values[codesOf(responses, answers)[row]!]!)
    .filter((value) => !Number.isNaN(value));
  return values.length >= leastAnswers && new Set(values).size >= leastValues;
}
