import { createHash } from "node:crypto";
import { z } from "zod";
import type { Analysis, Measure } from "../analyses/analysis.ts";
import type { TalliedWave } from "../analyses/run.ts";
import type { Problem } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import type { TalliesLink } from "../stats/tallies.ts";
import type { Study, Wave } from "../study/study.ts";
import { carry } from "./carried.ts";
import { type Moved, movedFigures, sayTheSame, subjectsIn } from "./figures.ts";
import { type Inputs, type PublishedWave, publishedName } from "./published.ts";

/** What a wave is published from. */
export interface Freezable extends Pick<PublishedWave, "version" | "inputs" | "fingerprint" | "sample" | "outcomes"> {
  readonly registry: readonly Analysis[];
  readonly study: Study;
  readonly measures: readonly Measure[];
  readonly tallied: TalliedWave;
  /** People shared with the wave before. */
  readonly linkBefore?: TalliesLink | undefined;
}

/** A wave as it is published, without a correction. */
export function freeze(from: Freezable): PublishedWave {
  const { study, version, inputs, fingerprint, sample, outcomes, measures, tallied, linkBefore } = from;
  // a detail is not followed over the waves, but where a method compares it by itself
  const followed = measures.filter(
    ({ detail, drawnLater, statistic }) => (!detail || drawnLater) && statistic.kind === "function",
  );
  const functions = followed.flatMap(({ statistic }) => (statistic.kind === "function" ? [statistic.id] : []));
  return {
    format: 1,
    study: study.id,
    wave: tallied.wave.id,
    version,
    methods: formsOf(from.registry, outcomes),
    inputs,
    fingerprint,
    conventions: study.conventions,
    analyses: Object.fromEntries(study.analyses),
    names: namesIn(study, outcomes, measures),
    sample,
    outcomes,
    carried: carry(tallied, linkBefore, [...new Set(functions)]),
    corrections: [],
  };
}

/** Whether it has to be asked anew what the answers of a published wave would give: something that decides it has changed. */
export function isUnsure({ inputs }: PublishedWave, now: Inputs): boolean {
  return JSON.stringify(inputs) !== JSON.stringify(now);
}

/** What is said where the answers of a published wave would now give other figures. */
export function noteMoved(study: Study, { wave }: PublishedWave, moved: readonly Moved[]): Problem {
  const first = moved[0];
  const figures = first
    ? `${moved.length === 1 ? "1 figure" : `${moved.length} figures`}, the first ${first.measure} of ${first.subject.id}`
    : "what is tested or refused";
  return {
    code: "archive/moved",
    severity: "notice",
    place: { file: publishedName(study, wave) },
    message: `The answers, the study file or the program would now give this published wave other results: ${figures}. The report shows what was published.`,
    hint: `\`satisfact diff ${study.id}/${wave}\` shows what moved; \`satisfact publish ${study.id}/${wave} --correct "why"\` replaces it and says so.`,
  };
}

/** What is said where a draft can no longer be paired with the wave before it. */
export function noteUnpaired(study: Study, { id }: Wave, before: Wave): Problem {
  return {
    code: "archive/unpaired",
    severity: "notice",
    place: { file: publishedName(study, before.id) },
    message: `The answers of ${quote(before.id)} are gone, so people who answered it and ${quote(id)} are no longer paired: their changes are tested as those of different people, which is the more cautious test.`,
    hint: `Publish a wave before the answers of the one before it are deleted.`,
  };
}

/** What would be other than published; null where nothing would. */
export function movedSince(
  { outcomes }: PublishedWave,
  now: PublishedWave["outcomes"] | undefined,
): readonly Moved[] | null {
  return now === undefined || sayTheSame(outcomes, now) ? null : movedFigures(outcomes, now);
}

/** The form of each method's result, named by what its schema says. */
function formsOf(registry: readonly Analysis[], outcomes: PublishedWave["outcomes"]): PublishedWave["methods"] {
  const done = new Set(outcomes.map(([id]) => id));
  return Object.fromEntries(
    registry
      .filter(({ id }) => done.has(id))
      .map(({ id, result }) => [
        id,
        createHash("sha256")
          .update(JSON.stringify(z.toJSONSchema(result)))
          .digest("hex")
          .slice(0, 12),
      ]),
  );
}

/** The questions and elements that the pages of the wave name. */
function namesIn(
  study: Study,
  outcomes: PublishedWave["outcomes"],
  measures: readonly Measure[],
): PublishedWave["names"] {
  const subjects = subjectsIn(outcomes);
  const idsOf = (kind: string) => subjects.flatMap((subject) => (subject.kind === kind ? [subject.id] : []));
  const elements = new Set(idsOf("element").filter((id) => study.elements.has(id)));
  const asked = measures.flatMap(({ questions }) => questions);
  const questions = new Set([...asked, ...idsOf("question")].filter((id) => study.questions.has(id)));
  return { questions: [...questions].sort(), elements: [...elements].sort() };
}
