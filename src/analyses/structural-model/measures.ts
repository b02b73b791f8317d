import type { ColumnSpec } from "../../responses/column.ts";
import { codeOf, everybody } from "../../responses/column.ts";
import type { Ask } from "../../stats/tallies.ts";
import type { Study } from "../../study/study.ts";
import type { Measure } from "../analysis.ts";
import type { Subject } from "../estimate.ts";
import { type Latent, modelOf, type PathModel } from "./model.ts";
import type { StructuralModelOptions } from "./options.ts";

export type About = Omit<Measure, "statistic">;

/** A figure of the model with its place among all of them. */
export interface Figure {
  readonly about: About;
  readonly at: number;
}

const whole: Subject = { kind: "overall", id: "overall" };

export function latentSubject({ id }: Pick<Latent, "id">): Subject {
  return { kind: "latent", id };
}

/** An arrow, or any pair of a cause and a consequence. */
function arrowSubject(from: Pick<Latent, "id">, to: Pick<Latent, "id">): Subject {
  return { kind: "arrow", id: `${from.id} > ${to.id}` };
}

/** All are details: changes over the waves are told with one set of weights, which only the method itself can do. */
export function aboutOf(model: PathModel) {
  const all = model.items.map(({ question }) => question);
  const questionsOf = (latents: readonly Latent[]) => latents.flatMap(({ items }) => items.map((k) => all[k]!));
  const make = (
    name: string,
    subject: Subject,
    unit: Measure["unit"],
    questions: readonly string[],
    bounds?: Measure["bounds"],
  ): About => ({
    id: `structural-model.${name}`,
    subject,
    unit,
    better: "none",
    detail: true,
    questions,
    ...(bounds && { bounds }),
  });
  const item = (k: number): Subject => ({ kind: "question", id: all[k]! });
  const between = (name: string, unit: Measure["unit"], bounds?: Measure["bounds"]) => (from: Latent, to: Latent) =>
    make(name, arrowSubject(from, to), unit, questionsOf([from, to]), bounds);
  const range: Measure["bounds"] = [0, 100];
  return {
    weight: (k: number) => make("weight", item(k), "coefficient", [all[k]!]),
    loading: (k: number) => make("loading", item(k), "coefficient", [all[k]!], [-1, 1]),
    share: (k: number) => make("share", item(k), "share", [all[k]!]),
    mean: (k: number) =>
      model.items[k]!.yes
        ? make("mean", item(k), "share", [all[k]!], [0, 1])
        : make("mean", item(k), "index", [all[k]!], range),
    crossed: (k: number, latent: Latent) =>
      make("crossed", { kind: "crossed", id: `${all[k]!} ${latent.id}` }, "coefficient", [all[k]!], [-1, 1]),
    path: between("path", "coefficient"),
    f2: between("f2", "ratio"),
    vif: between("vif", "ratio"),
    r2: (latent: Latent) => make("r2", latentSubject(latent), "share", questionsOf([latent]), [0, 1]),
    index: (latent: Latent): About => ({
      ...make("index", latentSubject(latent), "index", questionsOf([latent]), range),
      better: "higher",
    }),
    changeOwn: (latent: Latent) =>
      make("change_own", latentSubject(latent), "points", questionsOf([latent]), [-100, 100]),
    groupDifference: (latent: Latent) =>
      make("group_difference", latentSubject(latent), "points", questionsOf([latent]), [-100, 100]),
    deviation: (latent: Latent) => make("deviation", latentSubject(latent), "points", questionsOf([latent])),
    total: between("total", "coefficient"),
    direct: between("path", "coefficient"),
    indirect: between("indirect", "coefficient"),
    impact: (from: Latent, to: Latent) =>
      between(
        "impact",
        to.kind === "rate" ? "share-points" : "points",
        to.kind === "rate" ? [-1, 1] : [-100, 100],
      )(from, to),
    whatIf: (from: Latent, to: Latent) =>
      between(
        "what_if",
        to.kind === "rate" ? "share-points" : "points",
        to.kind === "rate" ? [-1, 1] : [-100, 100],
      )(from, to),
    after: (from: Latent, to: Latent) =>
      between("after", to.kind === "rate" ? "share" : "index", to.kind === "rate" ? [0, 1] : range)(from, to),
    srmr: () => make("srmr", whole, "coefficient", all),
  };
}

/** What the next wave's model is compared with (`changes.ts`). */
const drawnLater = { drawnLater: true } as const;

/** Every figure that a draw gives: those that are printed and those that others are made of. */
export function figuresOf(model: PathModel): readonly Figure[] {
  const { latents, items, arrows, solver } = model;
  const { layout } = solver;
  const about = aboutOf(model);
  const blocks = latents.length;
  const places = items.map((_, k) => k);
  const ends = latents.map((_, q) => arrows.some(([, to]) => to === q));
  return [
    ...places.flatMap((k) => [
      { about: { ...about.weight(k), ...drawnLater }, at: layout.weights + k },
      { about: { ...about.loading(k), ...drawnLater }, at: layout.loadings + k },
      { about: { ...about.share(k), ...drawnLater }, at: layout.shares + k },
      { about: { ...about.mean(k), ...drawnLater }, at: layout.means + k },
      ...latents.map((latent, q) => ({ about: about.crossed(k, latent), at: layout.crossed + k * blocks + q })),
    ]),
    ...arrows.flatMap(([from, to], k) => {
      const [a, b] = [latents[from]!, latents[to]!];
      return [
        { about: { ...about.path(a, b), ...drawnLater }, at: layout.paths + k },
        { about: about.f2(a, b), at: layout.f2 + k },
        { about: about.vif(a, b), at: layout.vif + k },
      ];
    }),
    ...latents.flatMap((latent, q) => [
      ...(ends[q] ? [{ about: about.r2(latent), at: layout.r2 + q }] : []),
      { about: { ...about.index(latent), ...drawnLater }, at: layout.own + q },
      { about: { ...about.index(latent), ...drawnLater, id: "structural-model.index_equal" }, at: layout.equal + q },
      { about: about.deviation(latent), at: layout.ownDeviation + q },
      { about: { ...about.deviation(latent), id: "structural-model.deviation_equal" }, at: layout.equalDeviation + q },
    ]),
    ...latents.flatMap((from, a) =>
      latents.flatMap((to, b) =>
        reaches(model, a, b) ? [{ about: about.total(from, to), at: layout.totals + a * blocks + b }] : [],
      ),
    ),
    { about: about.srmr(), at: layout.srmr },
  ];
}

/** Whether a way of arrows leads from one latent variable to another. */
export function reaches({ arrows }: PathModel, from: number, to: number): boolean {
  return arrows.some(([a, b]) => a === from && (b === to || reaches({ arrows } as PathModel, b, to)));
}

export function measureOf({ about, at }: Figure, model: PathModel): Measure {
  return {
    ...about,
    statistic: {
      kind: "function",
      id: `${about.id} ${about.subject.id}`,
      asks: model.asks,
      of: (tallies) => {
        const fit = model.fit(tallies);
        return typeof fit === "string" ? null : fit.figures[at]!;
      },
    },
  };
}

export function measures(study: Study, options: StructuralModelOptions): readonly Measure[] {
  const model = modelOf(study, options);
  return [
    ...figuresOf(model).map((figure) => measureOf(figure, model)),
    ...model.latents.flatMap((latent) => (latent.kind === "rate" ? [rateOf(model, latent)] : [])),
  ];
}

/** The share of yes among all who answered. */
export function rateOf(model: PathModel, latent: Latent): Measure {
  const { question, yes } = model.items[latent.items[0]!]!;
  return {
    id: "structural-model.rate",
    subject: latentSubject(latent),
    unit: "share",
    better: "none",
    detail: true,
    bounds: [0, 1],
    questions: [question],
    statistic: { kind: "share", column: codeOf(question), values: yes! },
  };
}

/** How many answered each question at all. */
export function asks(study: Study, options: StructuralModelOptions): readonly Ask<ColumnSpec>[] {
  const columns = [everybody, ...modelOf(study, options).items.map(({ column }) => column)];
  return columns.map((column) => ({ kind: "moments", columns: [column] }));
}

/** What is asked of other providers' customers. */
export function competitorAsks(study: Study, options: StructuralModelOptions): readonly Ask<ColumnSpec>[] {
  return options.providers ? modelOf(study, options).asks : [];
}
