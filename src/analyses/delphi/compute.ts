import { concordanceOf } from "../../stats/concordance.ts";
import { judge } from "../../stats/families.ts";
import { quantile } from "../../stats/quantile.ts";
import { testSignedRank } from "../../stats/signed-rank.ts";
import type { Study } from "../../study/study.ts";
import type { Context, Outcome } from "../analysis.ts";
import type { Code, Subject, Unit } from "../estimate.ts";
import { stated } from "../stated.ts";
import { itemsOf, type Rating, readRatings } from "./read.ts";
import type { DelphiItem, DelphiOptions, DelphiResult } from "./result.ts";

type Round = DelphiResult["rounds"][number];

/** METHODS B9: so much of the items must have medians that moved by no more than this. */
const steadyShare = 0.8;
const steadyMove = 1;

export function compute({ study, options, files, conventions }: Context<DelphiOptions>): Outcome<DelphiResult> {
  const ratings = readRatings(options, files);
  const last = Math.max(...ratings.map(({ round }) => round));
  const items = itemsOf(study, options, ratings);
  const numbers = Array.from({ length: last }, (_, k) => k + 1);
  const rounds = numbers.map((round) => describe(study, options, ratings, items, round));
  const changes = numbers.slice(1).flatMap((round) => changesOf(ratings, items, rounds, round, conventions.fdr));
  const limits = {
    cv: options.cv,
    iqr: options.iqr ?? (options.scale.to - options.scale.from <= 4 ? 1 : 2),
    change: options.change,
  };
  const conditions = conditionsOf(rounds, changes, limits, conventions.fdr);
  return {
    kind: "done",
    result: {
      scale: options.scale,
      limits,
      rounds,
      changes,
      conditions,
      converged: conditions.every(({ met }) => met),
    },
  };
}

function describe(
  study: Study,
  options: DelphiOptions,
  ratings: readonly Rating[],
  items: readonly Subject[],
  round: number,
): Round {
  const now = ratings.filter((one) => one.round === round);
  const expertsOf = (at: number) => [...new Set(ratings.filter((one) => one.round === at).map(({ expert }) => expert))];
  const experts = expertsOf(round);
  const before = round > 1 ? expertsOf(round - 1) : [];
  const ratingOf = (expert: string, item: string) =>
    now.find((one) => one.expert === expert && one.item === item)?.rating;
  const asked = items.filter(({ id }) => now.some(({ item }) => item === id));
  const complete = experts.flatMap((expert) => {
    const own = asked.flatMap(({ id }) => ratingOf(expert, id) ?? []);
    return own.length === asked.length ? [own] : [];
  });
  const agreement = concordanceOf(complete, `${study.id} delphi ${round}`);
  const whole: Subject = { kind: "overall", id: "overall" };
  const sent = options.sent?.[round - 1] ?? null;
  return {
    round,
    sent,
    returned: experts.length,
    positive: judged(`positive`, whole, "share", sent === null ? null : experts.length / sent, {
      code: "delphi-not-sent",
    }),
    authority: authorityOf(now, whole),
    concordance: judged("concordance", whole, "coefficient", agreement?.w ?? null, {
      code: complete.length < 2 ? "delphi-few" : "ranks-all-equal",
    }),
    complete: complete.length,
    chiSquare: agreement?.chiSquare ?? null,
    df: agreement?.df ?? null,
    p: agreement?.p ?? null,
    test: agreement?.test ?? "none",
    left: before.filter((expert) => !experts.includes(expert)),
    joined: round > 1 ? experts.filter((expert) => !before.includes(expert)) : [],
    items: asked.map((subject) =>
      itemOf(
        now.filter(({ item }) => item === subject.id),
        subject,
        options.scale.to,
      ),
    ),
  };
}

/** A number with the reason why it has no interval, or why there is none. */
function judged(name: string, subject: Subject, unit: Unit, value: number | null, missing: Code) {
  return stated(`delphi.${name}`, subject, unit, value, value === null ? missing : { code: "delphi-experts" });
}

function authorityOf(ratings: readonly Rating[], subject: Subject) {
  const said = ratings.flatMap(({ authority }) => authority ?? []);
  return judged("authority", subject, "coefficient", said.length > 0 ? meanOf(said) : null, {
    code: "delphi-no-authority",
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function itemOf(ratings: readonly Rating[], subject: Subject, highest: number): DelphiItem {
  const values = ratings.map(({ rating }) => rating).sort((a, b) => a - b);
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null;
  const number = (name: string, unit: Unit, value: number | null, missing = "one-expert") =>
    judged(name, subject, unit, value, { code: missing });
  return {
    item: subject.id,
    mean: number("mean", "code", mean),
    median: number("median", "code", quantile(values, 0.5)),
    q1: number("q1", "code", quantile(values, 0.25)),
    q3: number("q3", "code", quantile(values, 0.75)),
    sd: number("sd", "gap", sd),
    cv: number(
      "cv",
      "coefficient",
      sd === null || mean === 0 ? null : sd / mean,
      sd === null ? "one-expert" : "mean-zero",
    ),
    full: number("full", "share", values.filter((value) => value === highest).length / values.length),
    authority: authorityOf(ratings, subject),
    ratings: values.length,
  };
}

function changesOf(
  ratings: readonly Rating[],
  items: readonly Subject[],
  rounds: readonly Round[],
  round: number,
  fdr: number,
): DelphiResult["changes"] {
  const found = items.flatMap((subject) => {
    const item = subject.id;
    const medianIn = (at: number) => rounds[at - 1]!.items.find((one) => one.item === item)?.median;
    const [later, earlier] = [medianIn(round), medianIn(round - 1)];
    if (!later || !earlier) return [];
    const pairs = ratings.flatMap((one) => {
      if (one.round !== round || one.item !== item) return [];
      const before = ratings.find(
        (other) => other.round === round - 1 && other.item === item && other.expert === one.expert,
      );
      return before ? [one.rating - before.rating] : [];
    });
    return [{ subject, moved: later.value! - earlier.value!, pairs, test: testSignedRank(pairs), later }];
  });
  const verdicts = judge(
    found.map(({ test }) => test?.p ?? null),
    fdr,
  );
  return found.map(({ subject, moved, pairs, test, later }, k) => {
    const adjusted = verdicts.adjusted[k]!;
    const isUp = test !== null && test.v > (test.n * (test.n + 1)) / 4;
    return {
      item: subject.id,
      round,
      median: stated("delphi.change", subject, "gap", moved, { code: "delphi-experts" }),
      comparison: {
        measure: later.measure,
        subject,
        with: { kind: "line" },
        difference: moved,
        low: null,
        high: null,
        level: verdicts.level,
        p: test?.p ?? null,
        adjusted,
        family: verdicts.tests,
        test: "signed-rank",
        linked: pairs.length,
        unit: "gap",
        // a signed-rank test of a handful of ratings has no interval of the median worth the name
        why: { code: "delphi-no-interval" },
        verdict: adjusted === null ? "untested" : adjusted > fdr ? "none" : isUp ? "up" : "down",
        ...(test === null && { why: { code: pairs.length === 0 ? "delphi-no-pairs" : "delphi-no-moves" } }),
      },
    };
  });
}

/** METHODS B9: all four together; each is told whether it holds. */
function conditionsOf(
  rounds: readonly Round[],
  changes: DelphiResult["changes"],
  limits: DelphiResult["limits"],
  alpha: number,
): DelphiResult["conditions"] {
  const now = rounds.at(-1)!;
  const slack = 1e-9;
  const byItem = (code: "cv" | "iqr", holds: (item: DelphiItem) => boolean) => {
    const items = now.items.filter(holds).length;
    return { code, met: items === now.items.length, items };
  };
  const latest = changes.filter(({ round }) => round === now.round);
  const steady = latest.filter(({ median, comparison }) =>
    limits.change === "medians"
      ? Math.abs(median.value!) <= steadyMove + slack
      : comparison.verdict !== "up" && comparison.verdict !== "down",
  ).length;
  const needed = limits.change === "medians" ? steadyShare : 1;
  return [
    {
      code: "concordance",
      met: now.p !== null && now.p <= alpha,
      items: null,
      ...(now.p === null && now.concordance.why && { why: now.concordance.why }),
    },
    byItem("cv", ({ cv }) => cv.value !== null && cv.value <= limits.cv + slack),
    byItem("iqr", ({ q1, q3 }) => q3.value! - q1.value! <= limits.iqr + slack),
    {
      code: "change",
      met: latest.length > 0 && steady >= needed * latest.length - slack,
      items: latest.length > 0 ? steady : null,
      ...(latest.length === 0 && { why: { code: "delphi-one-round" } }),
    },
  ];
}
