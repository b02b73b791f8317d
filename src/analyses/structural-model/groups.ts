import type { Context } from "../analysis.ts";
import type { Source } from "./draws.ts";
import type { StructuralModelOptions } from "./options.ts";
import type { StructuralModelResult } from "./result.ts";

export function segmentsOf(
  _context: Context<StructuralModelOptions>,
  _source: Source,
  _equal: readonly boolean[],
): StructuralModelResult["segments"] {
  return [];
}
