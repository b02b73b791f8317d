import { build } from "./build.ts";
import { check } from "./check.ts";
import { clean } from "./clean.ts";
import type { Commands } from "./command.ts";
import { diff } from "./diff.ts";
import { docs } from "./docs.ts";
import { exportCommand } from "./export.ts";
import { pdf } from "./pdf.ts";
import { preview } from "./preview.ts";
import { publish } from "./publish.ts";
import { status } from "./status.ts";
import { verify } from "./verify.ts";

/** Every command, in the order of its description. What takes time to load is loaded by the command that needs it. */
export const commands: Commands = {
  build,
  check,
  preview,
  export: exportCommand,
  pdf,
  publish,
  status,
  diff,
  verify,
  docs,
  clean,
};
