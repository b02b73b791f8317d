import { codeOf, differenceOf, rescaledOf, scoreOf, statusOf } from "../../responses/column.ts";
import { countsOf } from "../../stats/tallies.ts";
import { boxesOf, codesOf, scaleOf } from "../../study/scales.ts";
import type { Element, Question, Study } from "../../study/study.ts";
import type { Context, Measure, Outcome } from "../analysis.ts";
import { assess, judgeFamily, soundFirst, targetVerdict, tryConstant } from "../assess.ts";
import type { Comparison, Finding, Subject } from "../estimate.ts";
import type { ElementsOptions, ElementsResult } from "./result.ts";

/** Codes of `status` columns: see `ColumnSpec`. */
const answered = 0;
const blank = 1;
const dontKnow = 2;
const notApplicable = 3;

/** Distributions of finer scales are shown in five equal parts. */
const mostCodes = 7;

export function measures(study: Study, _options: ElementsOptions): readonly Measure[] {
  const elements = [...study.elements.values()];
  return [...elements.flatMap((element) => elementMeasures(study, element)), ...stageMeasures(study)];
}

function elementMeasures(study: Study, element: Element): readonly Measure[] {
  const question = study.questions.get(element.performance)!;
  const about = { subject: subjectOf(element), questions: [question.id] };
  const share = { unit: "share", bounds: [0, 1] } as const;
  const status = statusOf(question.id);
  const boxes = boxesOf(question, study.conventions.top);
  return [
    {
      id: "elements.score",
      ...about,
      unit: "index",
      better: "higher",
      statistic: { kind: "mean", column: rescaledOf(question.id) },
      bounds: [0, 100],
      ...(question.target !== undefined && { target: question.target }),
    },
    {
      id: "elements.top",
      ...about,
      ...share,
      better: "higher",
      statistic: { kind: "share", column: codeOf(question.id), values: boxes.top },
    },
    // of those to whom the question applies; rates of not applicable are of everybody
    {
      id: "elements.dont_know",
      ...about,
      ...share,
      better: "none",
      statistic: { kind: "share", column: status, values: [dontKnow], among: [answered, blank, dontKnow] },
    },
    {
      id: "elements.not_applicable",
      ...about,
      ...share,
      better: "none",
      detail: true,
      statistic: { kind: "share", column: status, values: [notApplicable] },
    },
    {
      id: "elements.blank",
      ...about,
      ...share,
      better: "none",
      detail: true,
      statistic: { kind: "share", column: status, values: [blank], among: [answered, blank, dontKnow] },
    },
    {
      id: "elements.deviation",
      ...about,
      unit: "points",
      better: "higher",
      detail: true,
      statistic: { kind: "mean", column: differenceOf(rescaledOf(question.id), ownMeanOf(study)) },
      bounds: [-100, 100],
    },
  ];
}

function stageMeasures(study: Study): readonly Measure[] {
  return stagesOf(study).map(([stage, elements]) => ({
    id: "elements.stage",
    subject: { kind: "stage", id: stage },
    unit: "index",
    better: "higher",
    statistic: {
      kind: "mean",
      column: scoreOf(
        elements.map((element) => rescaledOf(element.performance)),
        study.conventions.minimumAnswered,
      ),
    },
    bounds: [0, 100],
    questions: elements.map((element) => element.performance),
  }));
}

/** Elements by stage of service: before, during, after first, then the study's own order. */
function stagesOf(study: Study): readonly (readonly [string, readonly Element[]])[] {
  const known = ["before", "during", "after"];
  const stages = [...new Set([...study.elements.values()].flatMap((element) => element.tags.stage ?? []))];
  const rank = (stage: string) => (known.includes(stage) ? known.indexOf(stage) : known.length);
  return stages
    .sort((a, b) => rank(a) - rank(b))
    .map((stage) => [stage, [...study.elements.values()].filter((element) => element.tags.stage === stage)] as const);
}

/** A person's mean over the elements, the line that "above" and "below" are relative to (METHODS B6 "Cross-hairs"). */
function ownMeanOf(study: Study) {
  const all = [...study.elements.values()].map((element) => rescaledOf(element.performance));
  return scoreOf(all, study.conventions.minimumAnswered);
}

export function bandsOf(question: Question): readonly (readonly number[])[] {
  const codes = codesOf(scaleOf(question));
  if (codes.length <= mostCodes) return codes.map((code) => [code]);
  const parts = 5;
  const end = (part: number) => Math.round((codes.length * part) / parts);
  return Array.from({ length: parts }, (_, part) => codes.slice(end(part), end(part + 1)));
}

/**
 * Shares of the answers by band of codes. A band of so few people that the count could name them is joined to the next
 * one towards the upper end, the last to the one before: every answer is shown and none alone. Joined codes are at least
 * three, for of two the mean would tell how many gave each.
 */
function distributionOf(
  question: Question,
  subject: Subject,
  context: Context<ElementsOptions>,
): ElementsResult["elements"][number]["distribution"] {
  const column = codeOf(question.id);
  const { values, n } = countsOf(context.tallies, column);
  const casesOf = (codes: readonly number[]) => codes.reduce((sum, code) => sum + (n[values.indexOf(code)] ?? 0), 0);
  type Joined = { readonly codes: readonly number[]; readonly bands: readonly number[] };
  const join = (one: Joined, other: Joined): Joined => ({
    codes: [...one.codes, ...other.codes],
    bands: [...one.bands, ...other.bands],
  });
  const namesPeople = ({ codes, bands }: Joined) => {
    const cases = casesOf(codes);
    return (cases > 0 && cases < context.conventions.cellBelow) || (bands.length > 1 && codes.length < 3);
  };
  const joined: Joined[] = [];
  bandsOf(question).forEach((codes, k) => {
    const band = { codes, bands: [k] };
    const before = joined.at(-1);
    if (before && namesPeople(before)) joined[joined.length - 1] = join(before, band);
    else joined.push(band);
  });
  while (joined.length > 1 && namesPeople(joined.at(-1)!)) joined.push(join(joined.splice(-2, 1)[0]!, joined.pop()!));
  return joined.map(({ codes, bands }) => {
    const [from, to] = [codes[0]!, codes.at(-1)!];
    const measure: Measure = {
      id: `elements.distribution.${from}-${to}`,
      subject,
      unit: "share",
      better: "none",
      statistic: { kind: "share", column, values: codes },
      bounds: [0, 1],
      questions: [question.id],
    };
    return { from, to, bands: [...bands], share: assess(measure, context, context.conventions) };
  });
}

function subjectOf(element: Element): Subject {
  return { kind: "element", id: element.id };
}

export function compute(context: Context<ElementsOptions>): Outcome<ElementsResult> {
  const { study, conventions } = context;
  if (study.elements.size === 0) return { kind: "notApplicable", why: { code: "no-elements" } };
  const all = measures(study, context.options);
  const estimates = all.map((measure) => assess(measure, context, conventions));
  const indexOf = (id: string, subject: string) =>
    all.findIndex((measure) => measure.id === id && measure.subject.id === subject);
  const elements = [...study.elements.values()];
  const trials = elements.map((element) => {
    const at = indexOf("elements.deviation", element.id);
    return tryConstant(all[at]!, { kind: "own-mean", value: 0 }, context, estimates[at]!, conventions);
  });
  const againstOwnMean = judgeFamily(trials, conventions);
  const rows = elements.map((element, k) => elementResult(element, againstOwnMean[k]!));

  function elementResult(element: Element, ownMean: Comparison): ElementsResult["elements"][number] {
    const pick = (name: string) => estimates[indexOf(`elements.${name}`, element.id)]!;
    const question = study.questions.get(element.performance)!;
    const score = pick("score");
    return {
      element: element.id,
      score,
      top: pick("top"),
      dontKnow: pick("dont_know"),
      notApplicable: pick("not_applicable"),
      blank: pick("blank"),
      deviation: pick("deviation"),
      ownMean,
      ...(question.target !== undefined && {
        target: { value: question.target, verdict: targetVerdict(score, question.target) },
      }),
      distribution: distributionOf(question, subjectOf(element), context),
    };
  }

  const stages = stagesOf(study).map(([stage, members]) => ({
    stage,
    score: estimates[indexOf("elements.stage", stage)]!,
    elements: members.map((element) => element.id),
  }));
  return {
    kind: "done",
    result: {
      elements: rows.sort((a, b) => soundFirst(a.score, b.score) || (b.score.value ?? -1) - (a.score.value ?? -1)),
      stages,
    },
  };
}

/** What may be said of the elements: the weakest and the strongest against the people's own mean, if any stands out. */
export function findings(result: ElementsResult): readonly Finding[] {
  const claim = (row: ElementsResult["elements"][number]): Finding => ({
    id: `elements.score.${row.element}`,
    case: row.ownMean.verdict === "up" ? "above-own-mean" : "below-own-mean",
    measure: "elements.score",
    subject: row.score.subject,
    estimate: row.score,
    comparison: row.ownMean,
    verdict: row.ownMean.verdict === "up" ? "better" : "worse",
    ...(row.ownMean.size && { size: row.ownMean.size }),
    rule: "paired-bh",
  });
  const shown = result.elements.filter((row) => row.score.status === "shown");
  // by distance from the own mean: scores alone would favour elements that only contented people rate
  const far = (row: (typeof shown)[number]) => row.ownMean.difference ?? 0;
  const below = shown.filter((row) => row.ownMean.verdict === "down").sort((a, b) => far(a) - far(b));
  const above = shown.filter((row) => row.ownMean.verdict === "up").sort((a, b) => far(b) - far(a));
  const claims = [...below, ...above].map(claim);
  const first = shown[0];
  if (below.length > 0 && above.length > 0) {
    const best = above[0]!.score;
    const spread = { best: best.subject, bestscore: best, above: above.length, below: below.length };
    return [{ ...claims[0]!, case: "elements-range", with: spread }, ...claims.slice(1)];
  }
  if (claims.length > 0) return claims;
  if (!first) return [];
  return [
    {
      id: "elements.none",
      case: "no-element-stands-out",
      measure: "elements.deviation",
      subject: { kind: "overall", id: "overall" },
      estimate: first.score,
      verdict: "none",
      rule: "paired-bh",
    },
  ];
}
