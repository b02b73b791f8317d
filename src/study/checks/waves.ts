import { quote } from "../../problems/quoting.ts";
import { closest } from "../../problems/suggestion.ts";
import type { StudyFile } from "../schema.ts";
import type { YamlFile } from "../yaml.ts";
import type { Report } from "./report.ts";

type Waves = StudyFile["waves"];
const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "gb18030",
  "gbk",
  "big5",
  "shift_jis",
  "euc-kr",
  "windows-1252",
  "iso-8859-1",
];

/** Waves stand in the order of time, on days that exist, and no row of answers belongs to two of them. */
export function checkWaves(waves: Waves, yaml: YamlFile, report: Report): void {
  // Objects put keys such as 2025 before all others, so the order of the file comes from the file.
  const ids = yaml.keysOf(["waves"]).filter((id) => Object.hasOwn(waves, id));
  let last: { id: string; from: string; to: string } | undefined;
  for (const id of ids) {
    if (id === "latest") {
      report(
        "reserved",
        yaml.keyPlaceOf(["waves", id]),
        'A wave cannot be called "latest": that address leads to the newest wave.',
        "Name it after its quarter, such as 2026-q2.",
      );
    }
    const fieldwork = checkFieldwork(id, waves[id]!.fieldwork, yaml, report);
    checkReading(id, waves[id]!.responses, yaml, report);
    if (!fieldwork) continue;
    if (last && (fieldwork.from < last.from || fieldwork.to < last.to)) {
      report(
        "wave-order",
        yaml.keyPlaceOf(["waves", id]),
        `The wave ${quote(id)} was asked before ${quote(last.id)}, which stands above it.`,
        "List the waves oldest first.",
      );
    }
    last = { id, ...fieldwork };
  }
  checkSharedRows(ids, waves, yaml, report);
}

function checkFieldwork(
  id: string,
  interval: string,
  yaml: YamlFile,
  report: Report,
): { from: string; to: string } | undefined {
  const place = yaml.placeOf(["waves", id, "fieldwork"]);
  const [from, to] = interval.split("/") as [string, string];
  const unreal = [...new Set([from, to])].filter((day) => !isDay(day));
  for (const day of unreal) report("date", place, `waves.${id}.fieldwork names ${day}, a day that does not exist.`);
  if (unreal.length > 0) return undefined;
  if (from > to) {
    report(
      "date-order",
      place,
      `waves.${id}.fieldwork ends before it begins.`,
      `Write ${to}/${from}, if the days are right.`,
    );
    return undefined;
  }
  return { from, to };
}

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === day;
}

function checkReading(id: string, responses: Waves[string]["responses"], yaml: YamlFile, report: Report): void {
  const encoding = typeof responses === "string" ? undefined : responses.encoding;
  if (encoding === undefined) return;
  try {
    new TextDecoder(encoding);
  } catch {
    const near = closest(encoding, encodings);
    const hint = near ? `Did you mean ${quote(near)}?` : `Usual ones are ${encodings.slice(0, 6).join(", ")}.`;
    report(
      "encoding",
      yaml.placeOf(["waves", id, "responses", "encoding"]),
      `There is no encoding ${quote(encoding)}.`,
      hint,
    );
  }
}

function checkSharedRows(ids: readonly string[], waves: Waves, yaml: YamlFile, report: Report): void {
  const seen: { id: string; file: string; rows: string }[] = [];
  for (const id of ids) {
    const responses = waves[id]!.responses;
    const { file, where } = typeof responses === "string" ? { file: responses, where: {} } : responses;
    const columns = Object.keys(where).sort();
    const rows =
      columns.length === 0
        ? ""
        : JSON.stringify(columns.map((name) => [name, yaml.textOf(["waves", id, "responses", "where", name])]));
    const other = seen.find((wave) => wave.file === file && (wave.rows === rows || wave.rows === "" || rows === ""));
    if (other) {
      const message = `The waves ${quote(other.id)} and ${quote(id)} read the same rows of ${quote(file)}.`;
      report(
        "same-rows",
        yaml.placeOf(["waves", id, "responses"]),
        message,
        "Say with where which rows belong to which wave, such as where: { wave: 3 }.",
      );
    }
    seen.push({ id, file, rows });
  }
}
