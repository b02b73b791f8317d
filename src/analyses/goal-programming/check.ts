import type { Problem } from "../../problems/problem.ts";
import { quote } from "../../problems/quoting.ts";
import { didYouMean } from "../../problems/suggestion.ts";
import type { FileAsk, FurtherFiles } from "../../study/further-file.ts";
import type { Study } from "../../study/study.ts";
import type { DeaOptions } from "../dea/result.ts";
import type { GoalOptions } from "./result.ts";

export function effectsOf({ goals }: GoalOptions): readonly string[] {
  return [...new Set(goals.map(({ effect }) => effect))];
}

export function files(_: Study, options: GoalOptions): readonly FileAsk[] {
  return [
    {
      file: options.file,
      wantedBy: "`analyses.goal-programming`",
      columns: {
        action: { kind: "text" },
        element: { kind: "text", blank: true, absent: true },
        owner: { kind: "text", blank: true, absent: true },
        by: { kind: "date", blank: true, absent: true },
        cost: { kind: "number", from: 0 },
        ...Object.fromEntries(effectsOf(options).map((effect) => [effect, { kind: "number" } as const])),
      },
    },
  ];
}

/** Actions that stand twice, elements that the study does not have, goals from envelopment that has no such input. */
export function check(study: Study, options: GoalOptions, further: FurtherFiles): readonly Problem[] {
  const file = further.get(options.file)!;
  const seen = new Map<unknown, number>();
  const error = (code: string, place: Problem["place"], message: string, hint?: string): Problem => ({
    code: `goal-programming/${code}`,
    severity: "error",
    place,
    message,
    ...(hint !== undefined && { hint }),
  });
  const rows = file.rows.flatMap(({ line, cells }) => {
    const { action, element } = cells;
    const before = seen.get(action);
    seen.set(action, line);
    return [
      ...(before !== undefined
        ? [
            error(
              "twice",
              file.placeOf(line, "action"),
              `The action ${quote(String(action))} stands here again, after line ${before}.`,
            ),
          ]
        : []),
      ...(typeof element === "string" && !study.elements.has(element)
        ? [
            error(
              "unknown-element",
              file.placeOf(line, "element"),
              `The column "element" names ${quote(element)}, which the study does not have.`,
              didYouMean(element, study.elements.keys()),
            ),
          ]
        : []),
    ];
  });
  const dea = study.analyses.get("dea") as DeaOptions | undefined;
  const inputs = dea ? inputsOf(dea) : [];
  const goals = options.goals.flatMap(({ close }, k) => {
    if (close === undefined || inputs.includes(close)) return [];
    const place = study.placeOf(["analyses", "goal-programming", "goals", k, "close"]);
    return dea
      ? [
          error(
            "unknown-input",
            place,
            `close names ${quote(close)}, which is no input of analyses.dea.`,
            didYouMean(close, inputs),
          ),
        ]
      : [error("no-dea", place, "close takes its goal from analyses.dea, which the study does not ask for.")];
  });
  return [...rows, ...goals];
}

function inputsOf({ inputs, undesirable }: DeaOptions): readonly string[] {
  return [...inputs, ...Object.keys(undesirable).filter((column) => undesirable[column] === "input")];
}
