import type { Segment, Study } from "./study.ts";

/** Everything that divides the respondents of a study: its segments, then its unit unless that is one of them. */
export function dividersOf(study: Study): readonly Segment[] {
  const { segments, unit } = study;
  return unit && !segments.some((segment) => segment.id === unit.id) ? [...segments, unit] : segments;
}
