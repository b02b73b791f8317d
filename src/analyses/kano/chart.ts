import { axisOver } from "../../charts/axis.ts";
import type { Verdict } from "../../charts/marks/look.ts";
import { scatterPlot } from "../../charts/marks/scatter-plot.ts";
import { categorical } from "../../charts/marks/shades.ts";
import { stackedBars } from "../../charts/marks/stacked-bars.ts";
import type { Cell, Figure, Say } from "../analysis.ts";
import type { Estimate, Subject } from "../estimate.ts";
import { cells, mostRows, tableOf, wordsOf } from "../rows.ts";
import { type Category, categories } from "./categories.ts";
import { findings } from "./findings.ts";
import type { KanoFeature, KanoResult } from "./result.ts";

export function figures(result: KanoResult): readonly Figure[] {
  return [
    mapFigure(result),
    sharesFigure(result),
    ...(result.work.length > 0 ? [workFigure(result)] : []),
    ...(result.segments.length > 0 ? [segmentsFigure(result)] : []),
    ...(result.drift.length > 0 ? [driftFigure(result)] : []),
    ...(result.features.some(({ continuous }) => continuous) ? [continuousFigure(result)] : []),
  ];
}

const featureOf = (id: string): Subject => ({ kind: "feature", id });
const number = (value: number | null, digits: number): Cell => ({ kind: "number", value, digits });

const looks: Readonly<Record<KanoFeature["state"], Verdict>> = {
  clear: "better",
  mixed: "open",
  reverse: "none",
  questionable: "untested",
  small: "indicative",
  hidden: "untested",
};

/** The same hue on the map and in the bars. */
const hueOf = (category: Category): string => categorical(categories.length, 2)[categories.indexOf(category)]!.fill;

/** The category in words; of a mixed feature only that it leans. */
function categoryCell({ state, category }: Pick<KanoFeature, "state" | "category">): Cell {
  if (state === "clear") return cells.subject({ kind: "category", id: category! });
  return cells.word(state === "mixed" ? `table.kano.leaning-${category}` : `table.kano.${state}`);
}

/** Better against worse: what delights stands above left, what is taken for granted below right. */
function mapFigure(result: KanoResult): Figure {
  const { features, lines } = result;
  const order: readonly KanoFeature["state"][] = ["clear", "mixed", "reverse", "small", "questionable", "hidden"];
  const drawn = features
    .filter(({ better, worse }) => better.value !== null && worse.value !== null)
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .slice(0, mostRows);
  const axis = (say: Say) =>
    axisOver([0, 1], (tick, digits) => say.number(tick, "share", { digits: Math.max(0, digits - 2) }), {
      within: [0, 1],
      span: 1,
    });
  const line = (value: number, say: Say) => ({
    value,
    label: say.word(`chart.kano.line-${lines.kind}`, { t: say.number(value, "share") }),
  });
  return {
    id: "kano",
    caption: findings(result)[0] ?? { code: "kano" },
    how: "chart.kano.how",
    note: { code: "kano" },
    draw:
      drawn.length === 0
        ? null
        : (size, say) =>
            scatterPlot(
              {
                points: drawn.map(({ feature, better, worse, state }) => ({
                  label: say.label(featureOf(feature)),
                  x: -worse.value!,
                  y: better.value!,
                  ...(worse.low !== null && { xInterval: [-worse.high!, -worse.low] as const }),
                  ...(better.low !== null && { yInterval: [better.low, better.high!] as const }),
                  verdict: looks[state],
                })),
                xAxis: axis(say),
                yAxis: axis(say),
                names: { x: say.word("chart.kano.x"), y: say.word("chart.kano.y") },
                xLine: line(lines.worse, say),
                yLine: line(lines.better, say),
                fields: [
                  say.label({ kind: "category", id: "A" }),
                  say.label({ kind: "category", id: "O" }),
                  say.label({ kind: "category", id: "I" }),
                  say.label({ kind: "category", id: "M" }),
                ],
                fills: [hueOf("A"), hueOf("O"), hueOf("I"), hueOf("M")],
              },
              size,
            ),
    table: tableOf(
      "kano",
      [
        "feature",
        "kano-category",
        "better",
        "worse",
        "total-strength",
        "category-strength",
        "p-adjusted",
        "fong",
        "kano-even",
        "kano-half",
      ],
      features.map((row) => ({
        feature: cells.subject(featureOf(row.feature)),
        "kano-category": categoryCell(row),
        better: cells.estimate(row.better),
        worse: cells.estimate(row.worse),
        "total-strength": cells.estimate(row.total),
        "category-strength": cells.estimate(row.strength),
        "p-adjusted": { kind: "p", value: row.lead.adjusted } as const,
        fong: row.fong
          ? cells.word(row.fong.significant ? "table.kano.fong-yes" : "table.kano.fong-no")
          : ({ kind: "none" } as const),
        "kano-even": number(row.even, 1),
        "kano-half": { kind: "count", value: row.half } as const,
      })),
    ),
  };
}

/** How all pairs divide. What is withheld is drawn as one part: what is left. */
function sharesFigure({ features }: KanoResult): Figure {
  const drawn = features.slice(0, mostRows);
  const apart = drawn.some(({ shares }) => shares.some(({ share }) => share.value === null && share.base !== 0));
  return {
    id: "kano-shares",
    caption: { code: "kano-shares" },
    how: "chart.kano.how-shares",
    note: { code: "kano-shares" },
    draw: (size, say) =>
      stackedBars(
        {
          names: [
            ...categories.map((id) => say.label({ kind: "category", id })),
            ...(apart ? [say.word("chart.kano.withheld")] : []),
          ],
          order: "none",
          // what is not wanted, contradicts itself or is withheld is no need
          muted: apart ? 3 : 2,
          groups: [{ rows: drawn.map((row) => barOf(row, apart, say)) }],
        },
        size,
      ),
    table: tableOf(
      "kano-shares",
      ["feature", ...categories.map((id) => `kano-${id}`)],
      features.map(({ feature, shares }) => ({
        feature: cells.subject(featureOf(feature)),
        ...Object.fromEntries(shares.map(({ category, share }) => [`kano-${category}`, cells.estimate(share)])),
      })),
    ),
  };
}

function barOf({ feature, shares }: KanoFeature, apart: boolean, say: Say) {
  const label = say.label(featureOf(feature));
  const known = shares.filter(({ share }) => share.value !== null);
  const whole = known[0]?.share;
  if (!whole) return { label, shares: null, texts: [], reason: say.word("why.withheld"), verdict: "none" as const };
  const values = shares.map(({ share }) => share.value ?? 0);
  const rest = Math.max(0, 1 - values.reduce((sum, value) => sum + value, 0));
  const { base } = wordsOf(whole, say);
  const all = apart ? [...values, rest] : values;
  return {
    label,
    ...(base !== undefined && { base }),
    verdict: "none" as const,
    shares: all,
    texts: all.map((value) => say.number(value, "share")),
  };
}

function workFigure({ work }: KanoResult): Figure {
  return {
    id: "kano-work",
    caption: { code: work.some(({ order }) => order !== null) ? "kano-work" : "kano-work-none" },
    how: "chart.kano.how-work",
    note: { code: "kano-work" },
    draw: null,
    table: tableOf(
      "kano-work",
      ["feature", "order", "kano-need", "element", "score", "gap-to-level", "provision"],
      work.map((row) => ({
        feature: cells.subject(featureOf(row.feature)),
        order: { kind: "count", value: row.order } as const,
        "kano-need": categoryCell({ state: row.state, category: row.need }),
        element:
          row.element === undefined ? ({ kind: "none" } as const) : cells.subject({ kind: "element", id: row.element }),
        score: cells.estimate(row.score),
        "gap-to-level": number(row.gap, 1),
        provision: cells.word(`table.kano.provision-${row.provision}`),
      })),
    ),
  };
}

function segmentsFigure({ segments }: KanoResult): Figure {
  const nothing: Estimate | undefined = undefined;
  return {
    id: "kano-segments",
    caption: { code: segments.some(({ differs }) => differs) ? "kano-segments" : "kano-segments-none" },
    how: "chart.kano.how-segments",
    note: { code: "kano-segments" },
    draw: null,
    table: tableOf(
      "kano-segments",
      ["feature", "segment", "group", "kano-category", "better", "worse", "p-adjusted"],
      segments.flatMap(({ feature, segment, groups, adjusted }) =>
        groups.map((group, k) => ({
          feature: cells.subject(featureOf(feature)),
          segment: cells.subject({ kind: "segment", id: segment }),
          group: cells.subject({ kind: "segment", id: `${segment}=${group.value}` }),
          "kano-category": categoryCell(group),
          better: cells.estimate(group.better ?? nothing),
          worse: cells.estimate(group.worse),
          "p-adjusted": k === 0 ? ({ kind: "p", value: adjusted } as const) : ({ kind: "none" } as const),
        })),
      ),
    ),
  };
}

function driftFigure({ drift }: KanoResult): Figure {
  const moved = drift.some(({ shifted, change }) => shifted || change.verdict === "up" || change.verdict === "down");
  return {
    id: "kano-drift",
    caption: { code: moved ? "kano-drift" : "kano-drift-none" },
    how: "chart.kano.how-drift",
    note: { code: "kano-drift" },
    draw: null,
    table: tableOf(
      "kano-drift",
      ["feature", "kano-before", "kano-now", "chi-square", "p-adjusted", "must-be", "must-be-change"],
      drift.map((row) => ({
        feature: cells.subject(featureOf(row.feature)),
        "kano-before": row.before ? cells.subject({ kind: "category", id: row.before }) : ({ kind: "none" } as const),
        "kano-now": row.now ? cells.subject({ kind: "category", id: row.now }) : ({ kind: "none" } as const),
        "chi-square": number(row.chiSquare, 1),
        "p-adjusted": { kind: "p", value: row.adjusted } as const,
        "must-be": cells.estimate(row.mustBe),
        "must-be-change": cells.comparison(row.change, "none"),
      })),
    ),
  };
}

function continuousFigure({ features }: KanoResult): Figure {
  return {
    id: "kano-continuous",
    caption: { code: "kano-continuous" },
    how: "chart.kano.how-continuous",
    note: { code: "kano-continuous" },
    draw: null,
    table: tableOf(
      "kano-continuous",
      ["feature", "kano-functional", "kano-dysfunctional"],
      features.map(({ feature, continuous }) => ({
        feature: cells.subject(featureOf(feature)),
        "kano-functional": cells.estimate(continuous?.functional),
        "kano-dysfunctional": cells.estimate(continuous?.dysfunctional),
      })),
    ),
  };
}
