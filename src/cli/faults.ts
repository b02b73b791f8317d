import { mkdirSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Problem } from "../problems/problem.ts";
import { shortPath } from "../problems/short-path.ts";
import { workFolder } from "../report/lock.ts";
import { packageFolder, readVersion } from "../report/program.ts";
import { warn } from "./terminal.ts";

const refusals: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  EACCES: ["The system does not let this be read or written.", "Ask for the right to it, or choose another folder."],
  EPERM: ["The system does not let this be changed.", "Ask for the right to it, or choose another folder."],
  EROFS: ["This lies on a disk that cannot be written.", "Choose another folder with --out."],
  ENOTDIR: ["A file lies where a folder is wanted.", "Choose another folder."],
  ENAMETOOLONG: ["This name is longer than the system takes.", "Choose a shorter one."],
  ELOOP: ["Links lead round in a circle here.", "Mend the link, or choose another folder."],
  EBUSY: ["The system holds this in use.", "Where it is a mounted folder, name a folder inside it with --out."],
  ENOSPC: ["The disk is full.", "Make room and run the command again."],
  EFBIG: ["A file may not grow so large here.", "Raise the limit (ulimit -f), or choose another folder."],
  EDQUOT: ["Your share of the disk is full.", "Make room and run the command again."],
  EADDRINUSE: ["Another program serves on this port.", "Name another with --port, or 0 for any free one."],
};

const ofWorking = `Working files are kept in the folder that is built: ask for the right to write there; ${workFolder} of another user may be removed.`;

function isWorking(path: string | undefined): boolean {
  return path?.split(sep).includes(workFolder) ?? false;
}

/** What the operating system refused, as a problem of the user's; null for any other error. */
export function systemProblem(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null;
  const { code = "", path, port } = error as NodeJS.ErrnoException & { port?: number };
  const refusal = refusals[code];
  if (!refusal) return null;
  const file = path ? shortPath(path) : port ? `port ${port}` : ".";
  return {
    code: `system/${code.toLowerCase()}`,
    severity: "error",
    place: { file },
    message: refusal[0],
    hint: isWorking(path) && /^E(ACCES|PERM)$/.test(code) ? ofWorking : refusal[1],
  };
}

/** An error and what led to it, outermost first; Eleventy wraps the errors of templates in its own. */
function* causesOf(error: Error): Generator<Error> {
  yield error;
  const { cause, originalError } = error as Error & { originalError?: unknown };
  const inner = cause ?? originalError;
  if (inner instanceof Error) yield* causesOf(inner);
}

/** A fault of ours: one sentence for the reader, and a file with what a maintainer needs to know. */
export function reportFault(error: unknown, root: string, args: readonly string[]): void {
  const fault = error instanceof Error ? error : new Error(String(error));
  const what = [...causesOf(fault)].map(({ name, message }) => `${name}: ${message}`).join("\n  because of ");
  const where = (fault.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const report = [
    `satisfact ${readVersion()}, Node ${process.version}, ${process.platform} ${process.arch}`,
    `satisfact ${args.join(" ")}`,
    what,
    ...where.slice(0, 12).map((line) => line.replaceAll(packageFolder, "")),
  ].join("\n");
  warn(`This is a fault of satisfact, not of your data. ${what}`);
  const path = join(root, workFolder, "fault.txt");
  try {
    mkdirSync(join(root, workFolder), { recursive: true });
    writeFileSync(path, `${report}\n`);
    warn(`Please report it with the file ${shortPath(path)}; look through it first, it may name your files.`);
  } catch {
    // Nowhere to write it: it goes to the terminal instead.
    warn(`Please report it with these lines:\n${report}`);
  }
  if (process.env.SATISFACT_DEBUG === "1") warn(fault.stack ?? what);
}
