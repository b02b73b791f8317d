import type { Finding } from "../estimate.ts";
import type { NeuralResult } from "./result.ts";

/** Whether the net foresees more than the line. */
export function findings({ net, linear, gain, error, better, elements }: NeuralResult): readonly Finding[] {
  return [
    {
      id: "neural.gain",
      case: better ? "neural-better" : "neural-not-better",
      measure: "neural.net",
      subject: net.subject,
      estimate: net,
      verdict: "level",
      rule: "one-error",
      with: { linear, gain, error, ...(better && { first: elements[0]!.permutation.subject }) },
    },
  ];
}
