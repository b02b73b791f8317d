import { amongOf, type ColumnSpec, codeOf, scoreOf, whereOf, withinOf } from "../../responses/column.ts";
import { boxesOf, codesOf, scaleOf } from "../../study/scales.ts";
import type { Question, Study } from "../../study/study.ts";
import type { Measure } from "../analysis.ts";
import { answeredOf, checkOptions } from "./check.ts";
import { balance, share, yesMeasure } from "./make.ts";
import { spendMeasures, toleranceMeasures, walletMeasure } from "./money.ts";
import type { IndicatorsOptions, YesNo } from "./result.ts";

/**
 * The indicators that the study names, in the order of METHODS A50-A60.
 * @throws ProblemError where an option does not fit its question
 */
export function measures(study: Study, options: IndicatorsOptions): readonly Measure[] {
  checkOptions(study, options);
  return [
    ...awarenessMeasures(study, options.awareness),
    ...reputationMeasures(study, options.reputation),
    ...(options.named_choice ? [yesMeasure("named", answeredOf(study, options.named_choice), "higher")] : []),
    ...repeatMeasures(study, options.repeat),
    ...complaintMeasures(study, options.complaints),
    ...(options.recommend ? recommendMeasures(study, study.questions.get(options.recommend)!) : []),
    ...(options.spend ? spendMeasures(options.spend) : []),
    ...(options.wallet ? [walletMeasure(options.wallet)] : []),
    ...(options.price_tolerance ? toleranceMeasures(study, options.price_tolerance) : []),
    ...(options.defects ? defectMeasures(study, options.defects) : []),
  ];
}

function awarenessMeasures(study: Study, awareness: IndicatorsOptions["awareness"]): readonly Measure[] {
  const asked = (["top_of_mind", "unaided", "aided"] as const).map((name) => [name, awareness?.[name]] as const);
  return asked.flatMap(([name, given]) => (given ? [yesMeasure(name, answeredOf(study, given), "higher")] : []));
}

function reputationMeasures(study: Study, reputation: IndicatorsOptions["reputation"]): readonly Measure[] {
  if (!reputation) return [];
  const question = study.questions.get(reputation.question)!;
  const aware = reputation.aware && answeredOf(study, reputation.aware);
  const own = codeOf(question.id);
  const column = aware ? whereOf(own, codeOf(aware.question.id), aware.yes) : own;
  const questions = [question.id, ...(aware ? [aware.question.id] : [])];
  const { top, bottom } = boxesOf(question, study.conventions.top);
  return [
    share("reputation", { column, values: top, questions, better: "higher" }),
    balance("praise", column, top, bottom, questions),
  ];
}

function repeatMeasures(study: Study, repeat: IndicatorsOptions["repeat"]): readonly Measure[] {
  const question = repeat?.intention && study.questions.get(repeat.intention)!;
  const referral = repeat?.referral && answeredOf(study, repeat.referral);
  const top = question ? boxesOf(question, study.conventions.top).top : [];
  return [
    ...(question
      ? [share("repeat", { column: codeOf(question.id), values: top, questions: [question.id], better: "higher" })]
      : []),
    ...(referral ? [yesMeasure("referral", referral, "higher")] : []),
    ...(question && referral
      ? [
          share("return", {
            // the mean of two yes/no columns of those who answered both: above 0 where either is a yes
            column: scoreOf(
              [amongOf(codeOf(question.id), top), amongOf(codeOf(referral.question.id), referral.yes)],
              1,
            ),
            values: [0.5, 1],
            questions: [question.id, referral.question.id],
            better: "higher",
          }),
        ]
      : []),
    ...(repeat?.observed ? [observedMeasure(repeat.observed)] : []),
  ];
}

function observedMeasure(observed: NonNullable<NonNullable<IndicatorsOptions["repeat"]>["observed"]>): Measure {
  const { since_first, second_after, window } = observed;
  const came = withinOf(codeOf(second_after), null, window, { blank: true });
  return share("observed", {
    column: whereOf(came, withinOf(codeOf(since_first), window, null), [1]),
    values: [1],
    questions: [second_after, since_first],
    better: "higher",
  });
}

function complaintMeasures(study: Study, complaints: IndicatorsOptions["complaints"]): readonly Measure[] {
  if (!complaints) return [];
  const felt = complaints.felt && answeredOf(study, complaints.felt);
  const filed = complaints.filed && answeredOf(study, complaints.filed);
  const overall = complaints.overall && study.questions.get(complaints.overall)!;
  return [
    ...(felt ? [yesMeasure("felt", felt, "lower")] : []),
    // fewer complaints filed are good news only where fewer were felt: neither direction is
    ...(filed ? [{ ...yesMeasure("filed", filed, "none"), target: complaints.target }] : []),
    ...(felt && filed
      ? [
          share("voice", {
            column: whereOf(codeOf(filed.question.id), codeOf(felt.question.id), felt.yes),
            values: filed.yes,
            questions: [filed.question.id, felt.question.id],
            better: "higher",
          }),
        ]
      : []),
    ...(overall && filed
      ? [
          share("silent", {
            column: whereOf(codeOf(overall.id), amongOf(codeOf(filed.question.id), filed.yes), [0]),
            values: boxesOf(overall, study.conventions.top).bottom,
            questions: [overall.id, filed.question.id],
            better: "lower",
          }),
        ]
      : []),
  ];
}

/** Whether a question is asked as the net promoter score needs it: exactly 0-10. */
export function hasNetScore(question: Question): boolean {
  const { from, to } = scaleOf(question);
  return question.type === "rating" && from === 0 && to === 10;
}

/** 9-10 of 0-10, with the net promoter score beside it; of another scale the top box alone. */
function recommendMeasures(study: Study, question: Question): readonly Measure[] {
  const column = codeOf(question.id);
  const about = { column, questions: [question.id] } as const;
  if (!hasNetScore(question))
    return [share("recommend", { ...about, values: boxesOf(question, study.conventions.top).top, better: "higher" })];
  // of a reversed question 0 is the best answer
  const codes = (low: number, high: number) =>
    codesOf(scaleOf(question)).filter((code) => {
      const liking = question.reversed ? 10 - code : code;
      return liking >= low && liking <= high;
    });
  const detail = { detail: true } as const;
  return [
    balance("nps", column, codes(9, 10), codes(0, 6), [question.id]),
    share("recommend", { ...about, values: codes(9, 10), better: "higher" }),
    share("passives", { ...about, values: codes(7, 8), better: "none" }, detail),
    share("detractors", { ...about, values: codes(0, 6), better: "lower" }, detail),
  ];
}

function defectMeasures(study: Study, defects: NonNullable<IndicatorsOptions["defects"]>): readonly Measure[] {
  const problem = answeredOf(study, defects.problem);
  const incidence = yesMeasure("defects", problem, "lower");
  if (!defects.solved || !defects.again) return [incidence];
  const again = study.questions.get(defects.again)!;
  const met = amongOf(codeOf(problem.question.id), problem.yes);
  const solved = yesColumn(study, defects.solved);
  const own = codeOf(again.id);
  const groups = [
    ["no_problem", whereOf(own, met, [0])],
    ["solved", whereOf(whereOf(own, met, [1]), solved, [1])],
    ["unsolved", whereOf(whereOf(own, met, [1]), solved, [0])],
  ] as const;
  return [
    incidence,
    ...groups.map(([state, column]) =>
      share(
        "recovery",
        {
          column,
          values: boxesOf(again, study.conventions.top).top,
          questions: [again.id, problem.question.id, answeredOf(study, defects.solved!).question.id],
          better: "higher",
        },
        { subject: { kind: "state", id: state }, detail: true },
      ),
    ),
  ];
}

/** 1 where the answer is a yes, 0 where it is a no. */
function yesColumn(study: Study, given: YesNo): ColumnSpec {
  const { question, yes } = answeredOf(study, given);
  return amongOf(codeOf(question.id), yes);
}
