#!/usr/bin/env node
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { describeAll, describeCommand, findCommand, parseCommandLine, UsageError } from "./cli/command.ts";
import { commands } from "./cli/commands.ts";
import { exitCodes } from "./cli/exit-codes.ts";
import { reportFault, systemProblem } from "./cli/faults.ts";
import { printed, warn } from "./cli/terminal.ts";
import { formatProblem, formatProblems } from "./problems/printing.ts";
import { ProblemError } from "./problems/problem.ts";
import { readVersion } from "./report/program.ts";

const args = process.argv.slice(2);
process.once("uncaughtException", (error) => process.exit(explain(error, resolve("."), args)));
process.exitCode = await main(args);

async function main(args: readonly string[]): Promise<number> {
  const [name = "--help", ...rest] = args;
  let root = resolve(".");
  try {
    if (name === "--version") return printed(readVersion());
    if (name === "--help" || name === "-h") return printed(describeAll(commands));
    const command = findCommand(commands, name);
    const { values, named, folder = "." } = parseCommandLine(command, rest);
    if (values.help) return printed(describeCommand(name, command));
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw noFolder(folder);
    root = resolve(folder);
    return await command.run(root, values, named);
  } catch (error) {
    return explain(error, root, args);
  }
}

/** Tells what went wrong on standard error; the exit code says whose turn it is. */
function explain(error: unknown, root: string, args: readonly string[]): number {
  if (error instanceof UsageError) {
    warn(`${error.message} See: satisfact ${Object.hasOwn(commands, args[0]!) ? `${args[0]} ` : ""}--help`);
    return exitCodes.usage;
  }
  const refused = systemProblem(error);
  if (error instanceof ProblemError) warn(formatProblems(error.problems));
  else if (refused) warn(formatProblem(refused));
  else {
    reportFault(error, root, args);
    return exitCodes.fault;
  }
  return exitCodes.problem;
}

function noFolder(name: string): ProblemError {
  const hint = "Name the folder that holds data/.";
  return new ProblemError([
    { code: "build/no-folder", severity: "error", place: { file: name }, message: "There is no such folder.", hint },
  ]);
}
