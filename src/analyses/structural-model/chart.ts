import { pathDiagram } from "../../charts/marks/path-diagram.ts";
import type { Study } from "../../study/study.ts";
import type { Cell, Figure, Table } from "../analysis.ts";
import { cells, tableOf } from "../rows.ts";
import { diagramOf, drawEffects, drawIndices, drawTrend } from "./drawings.ts";
import { findings } from "./findings.ts";
import type { GroupPair, StructuralModelResult, WaveBefore } from "./result.ts";
import { scenarioOf } from "./scenario.ts";

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
  const besides = besidesOf(result, result.trend.at(-1)!.wave);
  const besideFigures = [
    figure("model-invariance", { code: "model-invariance" }, invarianceTable(besides)),
    figure("model-group-indices", { code: "model-group-indices" }, groupIndicesTable(besides)),
    figure("model-group-paths", { code: "model-group-paths" }, groupPathsTable(besides)),
  ];
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
    ...besideFigures.filter(({ table }) => table.rows.length > 0),
    ...(result.tiers ? [figure("model-tiers", { code: "model-tiers" }, tiersTable(result.tiers, study))] : []),
  ];
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

/** Two sets of people beside each other: groups of a segment, two waves, or our customers and another provider's. */
interface Beside extends Omit<WaveBefore, "wave" | "invariance"> {
  readonly sides: { readonly group: Cell; readonly against: Cell };
  readonly invariance: readonly (WaveBefore["invariance"][number] & Partial<GroupPair["invariance"][number]>)[];
  /** None between waves, whose change is told with the indices. */
  readonly indices: GroupPair["indices"];
}

function besidesOf({ segments, before, providers }: StructuralModelResult, wave: string): readonly Beside[] {
  const groupCell = (id: string) => cells.subject({ kind: "segment", id });
  const waveCell = (id: string) => cells.subject({ kind: "wave", id });
  return [
    ...(before ? [{ ...before, indices: [], sides: { group: waveCell(wave), against: waveCell(before.wave) } }] : []),
    ...segments.flatMap(({ pairs }) =>
      pairs.map((pair) => ({
        ...pair,
        sides: {
          group: groupCell(pair.group),
          against: pair.other === "rest" ? cells.word("model.rest") : groupCell(pair.other),
        },
      })),
    ),
    ...providers.map((pair) => ({
      ...pair,
      sides: {
        group: cells.word("model.own-customers"),
        against: cells.subject({ kind: "provider", id: pair.provider }),
      },
    })),
  ];
}

function invarianceTable(besides: readonly Beside[]): Table {
  const number = (value: number): Cell => ({ kind: "number", value, digits: 4 });
  const equality = (found: { readonly equal: boolean } | undefined): Cell =>
    found ? cells.word(found.equal ? "model.alike" : "model.apart") : none;
  return tableOf(
    "model-invariance",
    ["group", "against", "latent", "c", "quantile", "p", "holds", "means", "variances"],
    besides.flatMap(({ sides, why, invariance }) =>
      why
        ? [
            {
              ...sides,
              latent: none,
              c: none,
              quantile: none,
              p: none,
              holds: cells.word(`why.${why.code}`),
              means: none,
              variances: none,
            },
          ]
        : invariance.map(({ latent, c, quantile, p, holds, means, variances }) => ({
            ...sides,
            latent: latentCell(latent),
            c: number(c),
            quantile: number(quantile),
            p: { kind: "p", value: p } as const,
            holds: cells.word(holds ? "model.holds" : "model.fails"),
            means: equality(means),
            variances: equality(variances),
          })),
    ),
  );
}

function groupIndicesTable(besides: readonly Beside[]): Table {
  return tableOf(
    "model-group-indices",
    ["group", "against", "latent", "index-group", "index-rest", "difference", "difference-own"],
    besides.flatMap(({ sides, indices }) =>
      indices.map(({ latent, own, rest, comparison, difference }) => ({
        ...sides,
        latent: latentCell(latent),
        "index-group": cells.estimate(own),
        "index-rest": cells.estimate(rest),
        difference: cells.comparison(comparison, "higher"),
        "difference-own": cells.estimate(difference),
      })),
    ),
  );
}

function groupPathsTable(besides: readonly Beside[]): Table {
  return tableOf(
    "model-group-paths",
    ["group", "against", "cause", "consequence", "path-group", "path-rest", "difference"],
    besides.flatMap(({ sides, paths }) =>
      paths.map(({ from, to, own, rest, comparison }) => ({
        ...sides,
        cause: latentCell(from),
        consequence: latentCell(to),
        "path-group": cells.estimate(own),
        "path-rest": cells.estimate(rest),
        difference: cells.comparison(comparison, "none"),
      })),
    ),
  );
}

/** Names are those of the file, which knows one language, unless the study says them in its own. */
function tiersTable(tiers: NonNullable<StructuralModelResult["tiers"]>, { tagLabels }: Study): Table {
  const label = (id: string | null): Cell => {
    const row = tiers.find((other) => other.id === id);
    if (!row) return none;
    return tagLabels.has(`tier.${row.id}`)
      ? cells.subject({ kind: "tier", id: row.id })
      : { kind: "text", text: row.label };
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
