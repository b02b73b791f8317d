import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { pathDiagram } from "../../charts/marks/path-diagram.ts";
import { trendLine } from "../../charts/marks/trend-line.ts";
import type { Study } from "../../study/study.ts";
import type { Cell, Figure, Say, Scenario, Table } from "../analysis.ts";
import type { Estimate } from "../estimate.ts";
import { cells, endsOf, mostRows, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { StructuralModelResult } from "./result.ts";

const latentCell = (id: string): Cell => cells.subject({ kind: "latent", id });
const none: Cell = { kind: "none" };

export function figures(result: StructuralModelResult, study: Study): readonly Figure[] {
  const figure = (id: string, caption: Figure["caption"], table: Table, draw: Figure["draw"] = null): Figure => ({
    id,
    caption,
    how: `chart.${id}.how`,
    note: {
      code: "structural-model",
      slots: { n: result.complete, asked: result.asked, made: result.draws.made, failed: result.draws.failed },
    },
    saysPart: true,
    draw,
    table,
  });
  const [level] = findings(result);
  return [
    figure("model-paths", { code: "model-paths" }, pathsTable(result), (size, say) =>
      pathDiagram(diagramOf(result, level!.subject.id, say), size),
    ),
    figure("model-indices", level!, indicesTable(result), drawIndices(result, level!.subject.id)),
    ...(result.trend.length > 1
      ? [
          figure(
            "model-trend",
            { code: "model-trend", slots: { s: level!.subject } },
            trendTable(result),
            drawTrend(result, level!.subject.id, study),
          ),
        ]
      : []),
    figure("model-effects", { code: "model-effects" }, effectsTable(result), drawEffects(result)),
    {
      ...figure("model-what-if", { code: "model-what-if", slots: { step: result.whatIf.step } }, whatIfTable(result)),
      scenario: scenarioOf(result),
    },
    figure("model-items", { code: "model-items" }, itemsTable(result)),
    figure("model-crossed", { code: "model-crossed" }, crossedTable(result)),
    ...(result.segments.length > 0
      ? [
          figure("model-invariance", { code: "model-invariance" }, invarianceTable(result)),
          figure("model-group-indices", { code: "model-group-indices" }, groupIndicesTable(result)),
          figure("model-group-paths", { code: "model-group-paths" }, groupPathsTable(result)),
        ]
      : []),
    ...(result.tiers ? [figure("model-tiers", { code: "model-tiers" }, tiersTable(result.tiers))] : []),
  ];
}

/** The indices 0-100; a rate has another unit and stands in the diagram and the table. */
function drawIndices({ latents }: StructuralModelResult, lead: string): Figure["draw"] {
  const drawn = latents.filter(({ kind }) => kind === "index").slice(0, mostRows);
  if (drawn.length === 0) return null;
  return (size, say) =>
    dotRows(
      {
        axis: axisOver(
          endsOf(drawn.map(({ index }) => index)),
          (tick, digits) => say.number(tick, "index", { digits }),
          {
            within: [0, 100],
            span: 20,
          },
        ),
        groups: [{ rows: drawn.map(({ latent, index }) => rowOf(index, say, latent === lead)) }],
      },
      size,
    );
}

/** An estimate as a row; the base is the same throughout and stands in the note. */
function rowOf(estimate: Estimate, say: Say, strong: boolean, named = estimate.subject) {
  const { base: _, ...words } = wordsOf(estimate, say, named);
  const { value, low, high } = estimate;
  return {
    ...words,
    value,
    low,
    high,
    strong,
    verdict: includesZero(estimate) ? ("none" as const) : ("untested" as const),
  };
}

function includesZero({ low, high }: Estimate): boolean {
  return low === null || high === null || (low <= 0 && high >= 0);
}

/** The model as boxes and arrows; an arrow whose interval includes 0 is a quiet one. */
function diagramOf(
  { latents, paths }: Pick<StructuralModelResult, "latents" | "paths">,
  lead: string,
  say: Say,
): Parameters<typeof pathDiagram>[0] {
  const at = new Map(latents.map(({ latent }, k) => [latent, k]));
  const shown = ({ value, unit }: Estimate) => (value === null ? say.word("ui.no-value") : say.number(value, unit));
  return {
    boxes: latents.map(({ latent, index, r2 }) => ({
      label: say.label({ kind: "latent", id: latent }),
      facts: [shown(index), ...(r2 ? [say.word("chart.r2", { x: shown(r2) })] : [])],
      strong: latent === lead,
    })),
    arrows: paths.map(({ from, to, path }) => ({
      from: at.get(from)!,
      to: at.get(to)!,
      text: shown(path),
      ...(path.low !== null && path.high !== null && { interval: say.interval(path) }),
      strength: Math.abs(path.value ?? 0),
      quiet: includesZero(path),
    })),
  };
}

/** Total effects on each outcome that the what-if table follows, the strongest first. */
function drawEffects({ effects, whatIf }: StructuralModelResult): Figure["draw"] {
  const groups = whatIf.outcomes
    .map((outcome) => ({
      outcome,
      rows: effects
        .filter(({ to }) => to === outcome)
        .sort((a, b) => Math.abs(b.total.value ?? 0) - Math.abs(a.total.value ?? 0)),
    }))
    .filter(({ rows }) => rows.length > 0);
  const most = Math.max(1, Math.floor(mostRows / Math.max(1, groups.length)));
  const drawn = groups.map(({ outcome, rows }) => ({ outcome, rows: rows.slice(0, most) }));
  if (drawn.length === 0) return null;
  return (size, say) =>
    dotRows(
      {
        axis: axisOver([...endsOf(drawn.flatMap(({ rows }) => rows.map(({ total }) => total))), 0], (tick, digits) =>
          say.number(tick, "coefficient", { digits }),
        ),
        references: [{ value: 0, label: say.word("chart.no-association") }],
        groups: drawn.map(({ outcome, rows }) => ({
          heading: say.word("chart.effects-on", { s: say.label({ kind: "latent", id: outcome }) }),
          rows: rows.map(({ from, total }) => rowOf(total, say, false, { kind: "latent", id: from })),
        })),
      },
      size,
    );
}

/** The index that the model is about over the waves; the others stand in the table. */
function drawTrend({ trend, latents }: StructuralModelResult, lead: string, study: Study): Figure["draw"] {
  const points = trend.flatMap(({ wave, indices }) => {
    const index = indices.find(({ latent }) => latent === lead)?.index;
    const { fieldwork } = study.waves.find(({ id }) => id === wave)!;
    return index ? [{ wave, index, at: (Date.parse(fieldwork.from) + Date.parse(fieldwork.to)) / 2 / 86_400_000 }] : [];
  });
  const questions = latents.find(({ latent }) => latent === lead)!.items.map(({ question }) => question);
  const { unit } = points[0]!.index;
  const last = points.at(-1)!.index;
  return (size, say) =>
    trendLine(
      {
        axis: axisOver(endsOf(points.map(({ index }) => index)), (tick, digits) => say.number(tick, unit, { digits }), {
          span: unit === "index" ? 10 : 0.1,
        }),
        points: points.map(({ wave, index, at }) => ({
          at,
          wave: say.label({ kind: "wave", id: wave }),
          value: index.value,
          low: index.low,
          high: index.high,
          ...(index.value === null
            ? { reason: say.word(`why.${index.why?.code ?? "withheld"}`) }
            : { text: say.number(index.value, unit) }),
          verdict: "untested",
        })),
        breaks: points.flatMap(({ wave }, before) =>
          questions.flatMap((question) => {
            const broken = study.questions.get(question)?.breaks.get(wave);
            return broken ? [{ before, label: broken[say.language] ?? say.word("chart.break") }] : [];
          }),
        ),
        ...(last.value !== null && {
          last: { text: say.number(last.value, unit), ...(last.low !== null && { interval: say.interval(last) }) },
        }),
      },
      size,
    );
}

function indicesTable({ latents }: StructuralModelResult): Table {
  return tableOf(
    "model-indices",
    ["latent", "index", "change", "change-own", "r2", "weights"],
    latents.map(({ latent, index, change, r2, equal }) => ({
      latent: latentCell(latent),
      index: cells.estimate(index),
      change: cells.comparison(change?.comparison, "higher"),
      "change-own": cells.estimate(change?.own),
      r2: cells.estimate(r2),
      weights: cells.word(equal ? "model.equal" : "model.estimated"),
    })),
  );
}

function pathsTable({ paths, srmr }: StructuralModelResult): Table {
  return tableOf(
    "model-paths",
    ["cause", "consequence", "path", "path-test", "f2", "vif"],
    [
      ...paths.map(({ from, to, path, comparison, f2, vif }) => ({
        cause: latentCell(from),
        consequence: latentCell(to),
        path: cells.estimate(path),
        "path-test": cells.comparison(comparison, "none"),
        f2: cells.estimate(f2),
        vif: cells.estimate(vif),
      })),
      {
        cause: cells.word("model.srmr"),
        consequence: none,
        path: cells.estimate(srmr),
        "path-test": none,
        f2: none,
        vif: none,
      },
    ],
  );
}

function effectsTable({ effects }: StructuralModelResult): Table {
  return tableOf(
    "model-effects",
    ["cause", "consequence", "direct", "indirect", "total", "impact"],
    effects.map(({ from, to, direct, indirect, total, impact }) => ({
      cause: latentCell(from),
      consequence: latentCell(to),
      direct: cells.estimate(direct),
      indirect: cells.estimate(indirect),
      total: cells.estimate(total),
      impact: cells.estimate(impact),
    })),
  );
}

function whatIfTable({ whatIf }: StructuralModelResult): Table {
  return tableOf(
    "model-what-if",
    ["cause", "index", "step", "consequence", "what-if", "after"],
    whatIf.rows.flatMap(({ latent, from, step, effects }) =>
      effects.map(({ latent: to, change, after }) => ({
        cause: latentCell(latent),
        index: cells.estimate(from),
        step: { kind: "number", value: step, digits: 1 } as const,
        consequence: latentCell(to),
        "what-if": cells.estimate(change),
        after: cells.estimate(after),
      })),
    ),
  );
}

/** What the sliders move: hidden figures and drivers that are at the end of their scale have none. */
function scenarioOf({ whatIf }: StructuralModelResult): Scenario {
  const drivers = whatIf.rows.flatMap(({ latent, from, step, effects }) => {
    if (from.value === null || step <= 0) return [];
    const outcomes = effects.flatMap(({ latent: to, change, after }) => {
      const { value, low, high, unit } = change;
      const top = unit === "share-points" ? 1 : 100;
      if (value === null || low === null || high === null || after.value === null) return [];
      // cut at an end of the scale, a change is not proportional to the move
      if (after.low === null || after.high === null || after.low <= 0 || after.high >= top) return [];
      return [
        {
          outcome: { kind: "latent", id: to } as const,
          unit,
          level: after.value - value,
          top,
          perPoint: { value: value / step, low: low / step, high: high / step },
        },
      ];
    });
    return outcomes.length > 0
      ? [{ driver: { kind: "latent", id: latent } as const, level: from.value, outcomes }]
      : [];
  });
  return { step: whatIf.step, drivers };
}

function itemsTable({ latents }: StructuralModelResult): Table {
  return tableOf(
    "model-items",
    ["latent", "question", "mean", "weight", "loading", "part", "remark"],
    latents.flatMap(({ latent, items, left }) => [
      ...items.map(({ question, mean, weight, loading, share, notes }) => ({
        latent: latentCell(latent),
        question: cells.subject({ kind: "question", id: question }),
        mean: cells.estimate(mean),
        weight: cells.estimate(weight),
        loading: cells.estimate(loading),
        part: cells.estimate(share),
        remark: notes[0] ? cells.word(`why.${notes[0].code}`) : none,
      })),
      ...left.map(({ question, why }) => ({
        latent: latentCell(latent),
        question: cells.subject({ kind: "question", id: question }),
        mean: none,
        weight: none,
        loading: none,
        part: none,
        remark: cells.word(`why.${why.code}`),
      })),
    ]),
  );
}

function crossedTable({ latents }: StructuralModelResult): Table {
  return {
    id: "model-crossed",
    columns: [
      { key: "question", heading: "question" },
      ...latents.map(({ latent }) => ({
        key: latent,
        heading: "of-latent",
        slots: { s: { kind: "latent", id: latent } as const },
      })),
    ],
    rows: latents.flatMap(({ items }) =>
      items.map(({ question, crossed }) => ({
        question: cells.subject({ kind: "question", id: question }),
        ...Object.fromEntries(crossed.map(({ latent, correlation }) => [latent, cells.estimate(correlation)])),
      })),
    ),
  };
}

function trendTable({ trend, latents }: StructuralModelResult): Table {
  return {
    id: "model-trend",
    columns: [
      { key: "wave", heading: "wave" },
      ...latents.map(({ latent }) => ({
        key: latent,
        heading: "of-latent",
        slots: { s: { kind: "latent", id: latent } as const },
      })),
    ],
    rows: trend.map(({ wave, indices }) => ({
      wave: cells.subject({ kind: "wave", id: wave }),
      ...Object.fromEntries(indices.map(({ latent, index }) => [latent, cells.estimate(index)])),
    })),
  };
}

type Pair = StructuralModelResult["segments"][number]["pairs"][number];

function sides({ group, other }: Pair) {
  return {
    group: cells.subject({ kind: "segment", id: group }),
    against: other === "rest" ? cells.word("model.rest") : cells.subject({ kind: "segment", id: other }),
  };
}

function invarianceTable({ segments }: StructuralModelResult): Table {
  const number = (value: number): Cell => ({ kind: "number", value, digits: 3 });
  return tableOf(
    "model-invariance",
    ["group", "against", "latent", "c", "quantile", "p", "holds", "means", "variances"],
    segments.flatMap(({ pairs }) =>
      pairs.flatMap((pair) =>
        pair.why
          ? [
              {
                ...sides(pair),
                latent: none,
                c: none,
                quantile: none,
                p: none,
                holds: cells.word(`why.${pair.why.code}`),
                means: none,
                variances: none,
              },
            ]
          : pair.invariance.map(({ latent, c, quantile, p, holds, means, variances }) => ({
              ...sides(pair),
              latent: latentCell(latent),
              c: number(c),
              quantile: number(quantile),
              p: { kind: "p", value: p } as const,
              holds: cells.word(holds ? "model.holds" : "model.fails"),
              means: cells.word(means.equal ? "model.alike" : "model.apart"),
              variances: cells.word(variances.equal ? "model.alike" : "model.apart"),
            })),
      ),
    ),
  );
}

function groupIndicesTable({ segments }: StructuralModelResult): Table {
  return tableOf(
    "model-group-indices",
    ["group", "against", "latent", "index-group", "index-rest", "difference", "difference-own"],
    segments.flatMap(({ pairs }) =>
      pairs.flatMap((pair) =>
        pair.indices.map(({ latent, own, rest, comparison, difference }) => ({
          ...sides(pair),
          latent: latentCell(latent),
          "index-group": cells.estimate(own),
          "index-rest": cells.estimate(rest),
          difference: cells.comparison(comparison, "higher"),
          "difference-own": cells.estimate(difference),
        })),
      ),
    ),
  );
}

function groupPathsTable({ segments }: StructuralModelResult): Table {
  return tableOf(
    "model-group-paths",
    ["group", "against", "cause", "consequence", "path-group", "path-rest", "difference"],
    segments.flatMap(({ pairs }) =>
      pairs.flatMap((pair) =>
        pair.paths.map(({ from, to, own, rest, comparison }) => ({
          ...sides(pair),
          cause: latentCell(from),
          consequence: latentCell(to),
          "path-group": cells.estimate(own),
          "path-rest": cells.estimate(rest),
          difference: cells.comparison(comparison, "none"),
        })),
      ),
    ),
  );
}

function tiersTable(tiers: NonNullable<StructuralModelResult["tiers"]>): Table {
  const label = (id: string | null): Cell => {
    const row = tiers.find((other) => other.id === id);
    return row ? { kind: "text", text: row.label } : none;
  };
  return tableOf(
    "model-tiers",
    ["tier", "name", "belongs-to", "tier-weight", "tier-share", "index"],
    tiers.map(({ id, tier, parent, weight, share, score }) => ({
      tier: cells.word(`model.tier.${tier}`),
      name: label(id),
      "belongs-to": label(parent),
      "tier-weight": { kind: "number", value: weight, digits: 1 } as const,
      "tier-share": { kind: "number", value: share, digits: 3 } as const,
      index: cells.estimate(score),
    })),
  );
}
