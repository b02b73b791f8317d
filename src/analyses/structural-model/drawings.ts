import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { pathDiagram } from "../../charts/marks/path-diagram.ts";
import { trendLine } from "../../charts/marks/trend-line.ts";
import { middleOf } from "../../study/fieldwork.ts";
import type { Study } from "../../study/study.ts";
import type { Figure, Say } from "../analysis.ts";
import type { Estimate } from "../estimate.ts";
import { endsOf, mostRows, wordsOf } from "../rows.ts";
import type { StructuralModelResult } from "./result.ts";

/** The indices 0-100; a rate has another unit and stands in the diagram and the table. */
export function drawIndices({ latents }: StructuralModelResult, lead: string): Figure["draw"] {
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
export function diagramOf(
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
export function drawEffects({ effects, whatIf }: StructuralModelResult): Figure["draw"] {
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
export function drawTrend({ trend, latents }: StructuralModelResult, lead: string, study: Study): Figure["draw"] {
  const points = trend.flatMap(({ wave, indices }) => {
    const index = indices.find(({ latent }) => latent === lead)?.index;
    const { fieldwork } = study.waves.find(({ id }) => id === wave)!;
    return index ? [{ wave, index, at: middleOf(fieldwork) }] : [];
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
