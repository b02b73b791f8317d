import type { Comparison, Finding } from "../analyses/estimate.ts";
import { linkTo } from "./addresses.ts";
import { addressOf, type Edition } from "./edition.ts";
import { lastChange } from "./reading.ts";
import { receiptLink } from "./receipts.ts";
import { drawGroups, type RowPlan, type SummaryTable } from "./summary-table.ts";
import { markOf } from "./tables.ts";

/** At most this many elements above, and as many below. */
const mostRows = 3;

/** Elements against people's own average: the summary of a study that did not ask what to improve first. */
export function ownMeanTable(edition: Edition, url: string): SummaryTable | null {
  const { reading, voice } = edition;
  const claims = reading
    .findings("elements")
    .filter((finding) => finding.subject.kind === "element" && finding.id.startsWith("elements.score."));
  const pick = (verdict: "better" | "worse") =>
    claims.filter((finding) => finding.verdict === verdict).slice(0, mostRows);
  const [weak, good] = [pick("worse"), pick("better")];
  const all = [...weak, ...good];
  if (all.length === 0) return null;
  const targets = new Set(all.map(({ measure, subject }) => reading.measure(measure, subject)?.target));
  const hasChange = all.some(({ measure, subject }) => lastChange(reading, measure, subject));
  const rowOf = ({ estimate, comparison, measure, subject }: Finding): RowPlan => ({
    estimate,
    cells: [
      differenceCell(comparison, edition),
      ...(hasChange ? [differenceCell(lastChange(reading, measure, subject), edition)] : []),
    ],
    evidence: [],
  });
  const form = weak.length > 0 && good.length > 0 ? "both" : weak.length > 0 ? "weak" : "good";
  return {
    title: voice.word(`summary.elements-${form}`, { weak: String(weak.length), good: String(good.length) }),
    how: voice.word("summary.how"),
    note: voice.word("summary.note"),
    columns: [voice.word("table.own-mean"), ...(hasChange ? [voice.word("table.change")] : [])],
    ...drawGroups(
      [
        { kind: "weak", title: voice.word("summary.group-weak"), rows: weak.map(rowOf) },
        { kind: "good", title: voice.word("summary.group-good"), rows: good.map(rowOf) },
      ],
      targets.size === 1 ? [...targets][0] : undefined,
      voice,
    ),
    links: [
      { text: voice.word("summary.all-elements"), href: linkTo(url, addressOf({ id: "elements" }, edition)) },
      {
        text: voice.word("ui.receipt"),
        href: receiptLink("elements.score", edition, url),
      },
    ],
  };
}

function differenceCell(comparison: Comparison | undefined, { voice }: Edition): RowPlan["cells"][number] {
  if (!comparison) return { text: "", small: "", mark: null };
  const { difference, unit } = comparison;
  return {
    text: difference === null ? "" : voice.format.number(difference, unit),
    small: "",
    mark: markOf(comparison, "higher"),
  };
}
