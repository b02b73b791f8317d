import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import type { RawColumn, RawTable } from "../sources/raw-table.ts";
import { isAsked, type Question, type Study, type Wave } from "../study/study.ts";
import { hintAtNumber, parseNumber } from "./numbers.ts";
import { type Answers, type Responses, status } from "./responses.ts";

/** Texts of one question that are listed one by one; a column that was mistaken for another has thousands. */
const mostListed = 20;

/**
 * Says what every text of a wave's file means. A text that means nothing is a problem, said once with its number of rows
 * and its first line: `responses/not-a-code`, `responses/off-scale`, `responses/not-a-number`, `responses/not-asked`, `responses/no-id`. All
 * of them are thrown together.
 */
export function codeResponses(study: Study, wave: Wave, table: RawTable): Responses {
  const problems: Problem[] = [];
  const answers = new Map<string, Answers>();
  const columns = new Map(table.columns);
  for (const question of study.questions.values()) {
    const asked = isAsked(question, wave);
    const column = asked
      ? columnOf(table, question.column)
      : (columns.get(question.column) ?? noAnswers(question, table));
    columns.set(question.column, column);
    const { found, unclear } = asked
      ? codeColumn(question, column, wave.responses.decimal)
      : codeUnasked(question, column);
    answers.set(question.id, found);
    problems.push(...describe(question, column, unclear, table));
  }
  problems.push(...checkIds(study, table));
  if (problems.length > 0) throw new ProblemError(problems);
  const { file, rows, keys, lineOf } = table;
  return { wave, file, rows, columns, answers, keys, lineOf };
}

function columnOf(table: RawTable, name: string): RawColumn {
  const column = table.columns.get(name);
  if (!column) throw new Error(`The column "${name}" was not read.`);
  return column;
}

/** The column of a question that the wave's file does not have and need not have. */
function noAnswers({ column }: Question, { rows }: RawTable): RawColumn {
  return { name: column, texts: [""], firstRow: [0], codes: new Uint8Array(rows) };
}

/** A wave that did not ask a question has no answers to it. */
function codeUnasked(question: Question, column: RawColumn): { found: Answers; unclear: Unclear[] } {
  const unclear = column.texts.flatMap((text, index) =>
    text === ""
      ? []
      : [
          {
            index,
            code: "responses/not-asked",
            why: "though the study says that this wave did not ask it",
            hint: `Add the wave to \`waves\` of the question, or correct the file.`,
          },
        ],
  );
  const states = new Uint8Array(column.texts.length).fill(status.notAsked);
  return { found: { question, values: new Float64Array(states.length).fill(Number.NaN), status: states }, unclear };
}

/** A text without meaning: its place in the column's texts and what to say of it. */
interface Unclear {
  readonly index: number;
  readonly code: string;
  readonly why: string;
  readonly hint: string;
}

function codeColumn(question: Question, column: RawColumn, decimal: "." | ","): { found: Answers; unclear: Unclear[] } {
  const values = new Float64Array(column.texts.length).fill(Number.NaN);
  const states = new Uint8Array(column.texts.length);
  const unclear: Unclear[] = [];
  column.texts.forEach((text, index) => {
    const meaning = readText(question, text, decimal);
    if ("why" in meaning) unclear.push({ index, ...meaning });
    else {
      values[index] = meaning.value;
      states[index] = meaning.state;
    }
  });
  return { found: { question, values, status: states }, unclear };
}

type Meaning = { readonly value: number; readonly state: number } | Omit<Unclear, "index">;

const blank: Meaning = { value: Number.NaN, state: status.blank };

function readText(question: Question, text: string, decimal: "." | ","): Meaning {
  const { type, scale } = question;
  // The study's own word goes before every rule of ours, an empty text's included.
  const declared = scale?.answers.get(text);
  if (declared === undefined) {
    if (text === "") return blank;
    if (type === "text") return { value: Number.NaN, state: status.answered };
  }
  const value = declared ?? parseNumber(text, decimal);
  if (!scale) {
    if (value !== null) return { value, state: status.answered };
    const hint = hintAtNumber(text, decimal) ?? "Correct the file; where nothing was answered, leave the cell empty.";
    return { code: "responses/not-a-number", why: "which is no number", hint };
  }
  if (value === null) {
    const hint =
      hintAtNumber(text, decimal) ??
      `Say what it means in \`answers\` of the scale ${quote(scale.id)} (${quote(text)}: its code), or correct the file.`;
    return { code: "responses/not-a-code", why: "which is no code and no text that the study explains", hint };
  }
  if (scale.dontKnow.includes(value)) return { value: Number.NaN, state: status.dontKnow };
  if (scale.notApplicable.includes(value)) return { value: Number.NaN, state: status.notApplicable };
  const chosen = type === "choice" && scale.labels.size > 0;
  if (chosen ? scale.labels.has(value) : Number.isInteger(value) && value >= scale.from && value <= scale.to) {
    return { value, state: status.answered };
  }
  const range = chosen
    ? `has the options ${[...scale.labels.keys()].join(", ")}`
    : `goes from ${scale.from} to ${scale.to} in steps of 1`;
  return {
    code: "responses/off-scale",
    why: `but the scale ${quote(scale.id)} ${range}`,
    hint: `If it means "don't know" or "does not apply", add it to \`dont_know\` or \`not_applicable\` of the scale; else correct the file.`,
  };
}

function describe(question: Question, column: RawColumn, unclear: readonly Unclear[], table: RawTable): Problem[] {
  if (unclear.length === 0) return [];
  const counts = countTexts(column);
  const where = `The column ${quote(column.name)} (question ${quote(question.id)})`;
  const place = (index: number) => ({ file: table.file, line: table.lineOf(column.firstRow[index]!) });
  const problems: Problem[] = unclear.slice(0, mostListed).map(({ index, code, why, hint }) => ({
    code,
    severity: "error",
    place: place(index),
    message: `${where} holds ${quote(column.texts[index]!)} in ${countRows(counts[index]!)}, ${why}.`,
    hint,
  }));
  const rest = unclear.slice(mostListed);
  if (rest.length > 0) {
    const rows = rest.reduce((sum, { index }) => sum + counts[index]!, 0);
    problems.push({
      code: rest[0]!.code,
      severity: "error",
      place: place(rest[0]!.index),
      message: `${where} holds ${rest.length} more such texts in ${countRows(rows)}.`,
      hint: "Check that the question names the right column.",
    });
  }
  return problems;
}

function countTexts(column: RawColumn): Float64Array {
  const counts = new Float64Array(column.texts.length);
  for (const code of column.codes) counts[code]!++;
  return counts;
}

function countRows(rows: number): string {
  return rows === 1 ? "1 row" : `${rows} rows`;
}

/** A row without an id can be neither paired nor checked. */
function checkIds(study: Study, { keys, rows, file, lineOf }: RawTable): Problem[] {
  if (!keys || study.respondent === undefined) return [];
  let missing = 0;
  let first = -1;
  for (let row = 0; row < rows; row++) {
    if (keys.high[row] !== 0 || keys.low[row] !== 0) continue;
    missing++;
    if (first === -1) first = row;
  }
  if (missing === 0) return [];
  return [
    {
      code: "responses/no-id",
      severity: "error",
      place: { file, line: lineOf(first) },
      message: `The column ${quote(study.respondent)}, which \`respondent\` names, is blank in ${countRows(missing)}; this is the first.`,
      hint: "Give every row an id, or take `respondent` out of the study (no panel, no check for duplicates).",
    },
  ];
}
