import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "../analyses/analysis.ts";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote, quoteAll } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import type { Conventions, Study } from "../study/study.ts";
import type { SampleFacts } from "../weighting/sample-facts.ts";
import type { Carried } from "./carried.ts";
import type { Moved } from "./figures.ts";
import { writeWhole } from "./write-whole.ts";

/** What a wave was computed from: SHA-256 (hex) of its files, and what names the program. */
export interface Inputs {
  readonly study: string;
  readonly answers: string;
  /** Further files by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly program: string;
}

/** Why a published wave was replaced, and every figure that moved. */
export interface Correction {
  readonly why: string;
  /** When it was made, in UTC: `2026-11-28T14:20:05Z`. Corrections of older versions do not say. */
  readonly at?: string;
  readonly moved: readonly Moved[];
}

/** A wave as it was published: from then on it is drawn from this. Plain data. */
export interface PublishedWave {
  readonly format: typeof format;
  readonly study: string;
  readonly wave: string;
  /** Version of the program. */
  readonly version: string;
  /** What the form of each method's result is called: another name, another form. */
  readonly methods: Readonly<Record<string, string>>;
  readonly inputs: Inputs;
  /** SHA-256 (hex) of what decides the figures, as printed. */
  readonly fingerprint: string;
  readonly conventions: Conventions;
  /** Options by analysis id. */
  readonly analyses: Readonly<Record<string, unknown>>;
  /** Ids of the study file that the pages name. */
  readonly names: { readonly questions: readonly string[]; readonly elements: readonly string[] };
  readonly sample: SampleFacts;
  readonly outcomes: readonly (readonly [string, Outcome<unknown>])[];
  readonly carried: Carried;
  /** Oldest first. */
  readonly corrections: readonly Correction[];
}

const format = 1;

/** `data/<study>/published/<wave>.json`, for messages. */
export function publishedName(study: Pick<Study, "file">, wave: string): string {
  return [...study.file.split("/").slice(0, -1), "published", `${wave}.json`].join("/");
}

export function publishedPath(study: Pick<Study, "folder">, wave: string): string {
  return join(study.folder, "published", `${wave}.json`);
}

/**
 * The published waves of a study by id, in the order of its waves.
 * @throws ProblemError for a file that cannot be read, was changed by hand, is of another study or wave, or names what
 * the study file no longer has
 */
export function readPublishedWaves(study: Study): ReadonlyMap<string, PublishedWave> {
  const problems: Problem[] = strayFiles(study);
  const found = new Map<string, PublishedWave>();
  for (const { id } of study.waves) {
    try {
      const wave = readPublished(study, id);
      if (!wave) continue;
      found.set(id, wave);
      problems.push(...lostNames(study, wave));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return found;
}

function readPublished(study: Study, wave: string): PublishedWave | null {
  const path = publishedPath(study, wave);
  if (!existsSync(path)) return null;
  const file = publishedName(study, wave);
  const fetch = "Fetch the file as it was published, from your backup or version control.";
  let read: { seal?: unknown; published?: PublishedWave } | null;
  try {
    read = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw problem("archive/unreadable", file, "This published wave is not whole: it is no JSON.", fetch);
  }
  const published = read?.published;
  if (published === undefined || typeof read?.seal !== "string")
    throw problem("archive/unreadable", file, "This is not a file that `satisfact publish` wrote.", fetch);
  if (read.seal !== sealOf(published)) {
    throw problem(
      "archive/changed",
      file,
      "This published wave was changed after it was published: its seal does not fit.",
      `${fetch} Figures are corrected with \`satisfact publish ${study.id}/${wave} --correct "why"\`.`,
    );
  }
  if (published.format !== format) {
    throw problem(
      "archive/format",
      file,
      `This wave was published by Satisfact ${published.version} in a form that this version does not read.`,
      "Build with that version, or a newer one.",
    );
  }
  if (published.study !== study.id || published.wave !== wave) {
    throw problem(
      "archive/elsewhere",
      file,
      `This is the published wave ${quote(`${published.study}/${published.wave}`)}, not ${quote(`${study.id}/${wave}`)}.`,
      "Published waves are not copied or renamed: a wave keeps its address. Rename the folder or the wave back.",
    );
  }
  return published;
}

/** A published wave that the study no longer lists would vanish from the site without a word. */
function strayFiles(study: Study): Problem[] {
  const folder = join(study.folder, "published");
  if (!existsSync(folder)) return [];
  const ids = study.waves.map(({ id }) => id);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json") && !ids.includes(name.slice(0, -5)))
    .sort()
    .map((name) => ({
      code: "archive/unknown-wave",
      severity: "error",
      place: { file: publishedName(study, name.slice(0, -5)) },
      message: `This wave was published, but the study has no wave ${quote(name.slice(0, -5))}.`,
      hint: didYouMean(name.slice(0, -5), ids) ?? `Put it back into \`waves\`; the study has ${quoteAll(ids)}.`,
    }));
}

function lostNames(study: Study, { wave, names }: PublishedWave): readonly Problem[] {
  const lost = [
    ...names.questions.filter((id) => !study.questions.has(id)).map((id) => ["question", "questions", id] as const),
    ...names.elements.filter((id) => !study.elements.has(id)).map((id) => ["element", "elements", id] as const),
  ];
  return lost.map(([kind, section, id]) => ({
    code: "archive/lost-name",
    severity: "error",
    place: study.placeOf([section]),
    message: `The wave ${quote(wave)} was published with the ${kind} ${quote(id)}, which the study file no longer has.`,
    hint: `Put it back; where later waves do not ask it, say so with \`waves\` of the question.`,
  }));
}

/** Writes a published wave in one step: a process that is killed leaves the old file or the new one. */
export function writePublished(study: Pick<Study, "folder">, published: PublishedWave): void {
  const text = JSON.stringify({ seal: sealOf(published), published });
  writeWhole(publishedPath(study, published.wave), `${text}\n`);
}

/** What names a published wave in the keys of results that rest on it. */
export function sealOf(published: PublishedWave): string {
  return createHash("sha256").update(JSON.stringify(published)).digest("hex");
}

function problem(code: string, file: string, message: string, hint: string): ProblemError {
  return new ProblemError([{ code, severity: "error", place: { file }, message, hint }]);
}
