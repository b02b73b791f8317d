import type { Estimate } from "../estimate.ts";
import type { KanoFeature, KanoResult } from "../kano/result.ts";
import type { Evidence } from "./result.ts";

/** What Kano's categories say of the features that the study links to an element. */
export interface NeedsOfElement {
  /** Features that clearly delight: their shares, with the lead over the next category. */
  readonly attractive: readonly Evidence[];
  /** Features whose must-be share rose on the wave before. */
  readonly towardsMustBe: readonly Evidence[];
  /** Of its feature that is missed most; absent where none may be shown. */
  readonly worse?: Estimate;
}

export function needsOf(element: string, { features, drift }: KanoResult): NeedsOfElement {
  const linked = features.filter((feature) => feature.element === element);
  const worse = linked
    .map((feature) => feature.worse)
    .filter(({ status, value }) => status === "shown" && value !== null);
  // worse runs from −1 to 0: the lowest is missed most
  const [most] = worse.sort((a, b) => a.value! - b.value!);
  return {
    attractive: linked.filter(({ state, category }) => state === "clear" && category === "A").map(attractiveOf),
    towardsMustBe: drift
      .filter(({ feature, change }) => change.verdict === "up" && linked.some((other) => other.feature === feature))
      .map(({ feature, mustBe, change }) => ({
        code: "must-be-rising",
        feature,
        estimate: mustBe,
        comparison: change,
      })),
    ...(most && { worse: most }),
  };
}

function attractiveOf({ feature, shares, lead }: KanoFeature): Evidence {
  return {
    code: "attractive",
    feature,
    estimate: shares.find(({ category }) => category === "A")!.share,
    comparison: lead,
  };
}
