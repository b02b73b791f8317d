import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Pair,
  Parser,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import type { Place, Problem } from "../problems/problem.ts";
import { keyText, offsetOf, plainData } from "./yaml-data.ts";
import { describeYamlError, isOpenQuote } from "./yaml-errors.ts";

/** A key or index on the way from the top of the file to a value. */
export type Path = readonly (string | number)[];

/** A YAML file as plain data, with the place of everything in it. */
export interface YamlFile {
  /** Maps are objects without a prototype; keys are texts as written (`01` stays "01"). Undefined when nothing is there. */
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** Where a value stands; where its key stands when nothing was written. */
  readonly placeOf: (path: Path) => Place;
  /** Where the key of a value stands; an item of a list has none, so where it stands itself. */
  readonly keyPlaceOf: (path: Path) => Place;
  /** A word, number, … as it was written, without quotation marks; undefined for lists and maps. */
  readonly textOf: (path: Path) => string | undefined;
  /** The keys of a map in the order of the file (an object would put 2 before a); none for anything else. */
  readonly keysOf: (path: Path) => readonly string[];
}

const deepest = 60;

/**
 * Reads YAML 1.2 (core schema: `yes` and dates are words, `010` is ten). What cannot be read, keys that stand twice,
 * unknown tags, control characters and repetition without end are problems, each with its place.
 */
export function readYaml(text: string, file: string): YamlFile {
  const lines = countLines(text);
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const problems: Problem[] = [];
  const report = (offset: number, code: string, message: string, hint?: string): void => {
    problems.push({ code: `study/${code}`, severity: "error", place: placeAt(offset), message, ...(hint && { hint }) });
  };

  const tooDeep = findDepth(text, deepest);
  if (tooDeep !== undefined) {
    report(
      tooDeep,
      "too-deep",
      `More than ${deepest} lists and mappings stand inside one another.`,
      "A study needs fewer than ten levels.",
    );
    const nowhere = () => placeAt(0);
    return {
      data: undefined,
      problems,
      placeOf: nowhere,
      keyPlaceOf: nowhere,
      textOf: () => undefined,
      keysOf: () => [],
    };
  }

  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  });
  for (const error of withoutEchoes([...document.errors, ...document.warnings], placeAt)) {
    const { message, hint } = describeYamlError(error, text);
    report(isOpenQuote(error) ? openedAt(document, error.pos[0]) : error.pos[0], "yaml", message, hint);
  }

  const { data, follow } = plainData(document.contents, report);
  const pairsOf = indexPairs();

  function locate(path: Path): { key: unknown; value: unknown; found: boolean } {
    let key: unknown;
    let value: unknown = document.contents;
    for (const step of path) {
      const inside = follow(value);
      if (isMap(inside)) {
        const pair = pairsOf(inside).get(String(step));
        if (!pair) return { key, value, found: false };
        key = pair.key;
        value = pair.value;
      } else if (isSeq(inside) && typeof step === "number" && step < inside.items.length) {
        key = undefined;
        value = inside.items[step];
      } else return { key, value, found: false };
    }
    return { key, value, found: true };
  }

  return {
    data,
    problems,
    placeOf: (path) => {
      const { key, value } = locate(path);
      return placeAt(offsetOf(isWritten(value) ? value : (key ?? value)));
    },
    keyPlaceOf: (path) => {
      const { key, value } = locate(path);
      return placeAt(offsetOf(key ?? value));
    },
    textOf: (path) => {
      const { found, value: node } = locate(path);
      const value = follow(node);
      return found && isScalar(value) ? (value.source ?? String(value.value)) : undefined;
    },
    keysOf: (path) => {
      const { found, value } = locate(path);
      const map = follow(value);
      return found && isMap(map) ? [...pairsOf(map).keys()] : [];
    },
  };
}

/**
 * One slip makes the yaml package stumble over what follows it. Told is one error per line; nothing but tabs where there
 * are tabs, and of what is merely unexpected only what comes first.
 */
function withoutEchoes(errors: readonly YAMLError[], placeAt: (offset: number) => Place): readonly YAMLError[] {
  const tabs = errors.filter((error) => error.code === "TAB_AS_INDENT");
  const lines = new Set<number | undefined>();
  return (tabs.length > 0 ? tabs : errors).filter((error, k) => {
    const { line } = placeAt(error.pos[0]);
    const isEcho = lines.has(line) || (k > 0 && error.code === "UNEXPECTED_TOKEN");
    lines.add(line);
    return !isEcho;
  });
}

/** Where the text begins whose closing quotation mark was looked for in vain up to `end`. */
function openedAt(document: Document.Parsed, end: number): number {
  let start = end;
  visit(document, {
    Scalar: (_, node) => {
      const range = node.range;
      if (range && range[0] < end && end <= range[2]) start = range[0];
    },
  });
  return start;
}

function isWritten(node: unknown): boolean {
  return isMap(node) || isSeq(node) || isAlias(node) || (isScalar(node) && (node.value !== null || !!node.source));
}

function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) lines.addNewLine(end + 1);
  return lines;
}

/**
 * The offset where nesting exceeds `deepest` levels, if it does. The composer of the yaml package calls itself once per
 * level and takes the process down with it when there are thousands; its parser keeps a stack and can be asked first.
 */
function findDepth(text: string, deepest: number): number | undefined {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _token of parser.next(lexeme));
    if (parser.stack.length > deepest) return parser.offset;
  }
  return undefined;
}

/** The pairs of a map by key, in the order of the file; each map is indexed once, when first asked. Of equal keys the first counts. */
function indexPairs(): (map: YAMLMap) => ReadonlyMap<string, Pair> {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  return (map) => {
    const known = indexes.get(map);
    if (known) return known;
    const index = new Map<string, Pair>();
    for (const pair of map.items) {
      const key = keyText(pair);
      if (key !== undefined && !index.has(key)) index.set(key, pair);
    }
    indexes.set(map, index);
    return index;
  };
}
