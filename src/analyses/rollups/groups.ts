import type { Element, ElementTag, Study } from "../../study/study.ts";
import type { RollupsOptions } from "./result.ts";

/** Tags whose parts are scored here, in the order of the page. Stages and dimensions stand with their own methods. */
export const rolledTags = [
  "horizontal",
  "vertical",
  "level",
  "component",
  "factor",
  "quality",
  "attribute",
] as const satisfies readonly ElementTag[];
export type RolledTag = (typeof rolledTags)[number];

/** Orders that the field knows; values beyond them follow in the order of the study. */
const knownOrders: Readonly<Partial<Record<RolledTag, readonly string[]>>> = {
  level: ["product", "service", "social"],
  component: ["goods", "impression", "service"],
  factor: ["core", "support", "technical", "interaction", "emotion", "environment"],
  quality: ["technical", "functional"],
  attribute: ["search", "experience", "credence"],
};

export interface Part {
  readonly part: string;
  readonly elements: readonly Element[];
}

/** The parts of a tag with their elements; none where everything is one part. */
export function partsOf(study: Study, tag: RolledTag, options: Pick<RollupsOptions, "order">): readonly Part[] {
  const order = tag === "vertical" ? options.order : (knownOrders[tag] ?? []);
  const rank = (part: string) => (order.includes(part) ? order.indexOf(part) : order.length);
  const elements = [...study.elements.values()];
  const values = [...new Set(elements.flatMap((element) => element.tags[tag] ?? []))];
  if (values.length < 2) return [];
  return values
    .sort((a, b) => rank(a) - rank(b))
    .map((part) => ({ part, elements: elements.filter((element) => element.tags[tag] === part) }));
}
