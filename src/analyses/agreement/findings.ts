import type { Finding } from "../estimate.ts";
import type { AgreementResult, Ranked } from "./result.ts";

type Table = AgreementResult["tables"][number];
/** So many are said of either end; the table has all. */
const mostNamed = 3;

/** Where the methods part; then what most of them say: who is among the first, who among the last. */
export function findings({ tables }: AgreementResult): readonly Finding[] {
  return tables.flatMap((table) => [differFinding(table), ...placeFindings(table)]);
}

/** The disputed, furthest apart first. */
function disputedOf({ rows }: Table): readonly Ranked[] {
  return rows.filter(({ disputed }) => disputed).sort((a, b) => b.worst - b.best - (a.worst - a.best));
}

function differFinding(table: Table): Finding {
  const disputed = disputedOf(table);
  const widest = disputed[0];
  const state = widest ? "differ" : "agree";
  return {
    id: `agreement.${table.by}`,
    case: `methods-${state}-${table.by}${table.concludes ? "" : "-few"}`,
    measure: "agreement.w",
    subject: table.w.subject,
    estimate: table.w,
    verdict: "none",
    rule: "rank-span",
    with: {
      k: table.methods.length,
      count: disputed.length,
      of: table.rows.length,
      ...(widest && { widest: widest.subject, best: widest.best, worst: widest.worst }),
    },
  };
}

function placeFindings(table: Table): readonly Finding[] {
  return (["last", "first"] as const).flatMap((place) =>
    table.rows
      .filter((row) => row.place === place)
      .sort((a, b) => (place === "last" ? b.mean.value! - a.mean.value! : a.mean.value! - b.mean.value!))
      .slice(0, mostNamed)
      .map(
        (row): Finding => ({
          id: `agreement.${table.by}.${row.subject.id}`,
          case: `methods-${place}${row.best === row.worst ? "-alike" : ""}`,
          measure: "agreement.mean_rank",
          subject: row.subject,
          estimate: row.mean,
          verdict: place === "first" ? "better" : "worse",
          rule: "two-thirds",
          with: { support: row.support, k: table.methods.length, best: row.best, worst: row.worst },
        }),
      ),
  );
}
