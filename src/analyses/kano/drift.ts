import { judge } from "../../stats/families.ts";
import { countsOf } from "../../stats/tallies.ts";
import { judgeFamily, tryWaves } from "../assess.ts";
import { type Before, type KanoContext, type Known, knownIn, showShare, tallyOf } from "./compute.ts";
import { testDivision } from "./divide.ts";
import type { KanoDrift } from "./result.ts";

/**
 * Whether features moved since the wave before: χ² of the counts of A, O, M and I, and the change of the must-be share with
 * Newcombe's interval. Each is a family over the features. People in both waves are taken as pairs in the second.
 */
export function driftOf(known: readonly Known[], before: Before, context: KanoContext): readonly KanoDrift[] {
  const { study, conventions, wave } = context;
  const then = knownIn(before.wave, before.tallies, context);
  const both = known.flatMap((now) => {
    const earlier = then.find(({ id, answered }) => id === now.id && answered === now.answered);
    return earlier && tallyOf(earlier).n > 0 ? [{ now, earlier }] : [];
  });
  const rows = both.map(({ now, earlier }) => {
    const measure = now.measures.mustBe;
    const broken = measure.questions.some((question) => study.questions.get(question)?.breaks.has(wave.id));
    const mustBe = showShare(measure, now, context);
    const trial = tryWaves(
      measure,
      {
        tallies: earlier.tallies,
        wave: before.wave.id,
        estimate: showShare(measure, earlier, context),
        ...(now.answered && before.link && { link: before.link }),
      },
      { tallies: now.tallies, estimate: mustBe },
      conventions,
      broken,
    );
    const counts = [earlier, now].map((side) => countsOf(side.tallies, side.column));
    const sound = [earlier, now].every((side) => {
      const { n, effectiveN } = tallyOf(side);
      return Math.min(n, effectiveN) >= conventions.cautionBelow;
    });
    const division =
      sound && !broken ? testDivision(counts, conventions.level, `${study.id} kano ${now.id} ${before.wave.id}`) : null;
    return { now, earlier, mustBe, trial, division };
  });
  const changes = judgeFamily(
    rows.map(({ trial }) => trial),
    conventions,
  );
  const shifts = judge(
    rows.map(({ division }) => division?.p ?? null),
    conventions.fdr,
  );
  return rows.map(({ now, earlier, mustBe, division }, k): KanoDrift => {
    const adjusted = shifts.adjusted[k] ?? null;
    return {
      feature: now.id,
      since: before.wave.id,
      before: division ? tallyOf(earlier).order[0]! : null,
      now: division ? tallyOf(now).order[0]! : null,
      chiSquare: division?.chiSquare ?? null,
      p: division?.p ?? null,
      adjusted,
      shifted: adjusted !== null && adjusted <= conventions.fdr,
      mustBe,
      change: changes[k]!,
    };
  });
}
