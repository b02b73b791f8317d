import { spawn } from "node:child_process";
import { join } from "node:path";
import { quote } from "../problems/quoting.ts";
import { workFolder } from "../report/lock.ts";
import { codeFolder, packageFolder } from "../report/program.ts";
import { type Command, UsageError, type Values } from "./command.ts";
import { exitCodes } from "./exit-codes.ts";
import { print } from "./terminal.ts";

export const preview: Command = {
  about: "Build, serve to this machine alone, and build again on every change.",
  options: { port: { value: "N", about: "port to serve on (default: 8080; 0 takes a free one)" } },
  examples: ["satisfact preview", "satisfact preview reports --port 3000"],
  async run(root, values) {
    const port = portOf(values);
    const site = join(root, workFolder, "preview");
    const theirs = ["data", "templates", "site"].map((name) => join(root, name));
    const ours = [join(packageFolder, "templates"), join(packageFolder, "site"), codeFolder];
    const server = await import("../report/preview.ts");
    const running = await server.preview({
      site,
      port,
      watched: [...new Set([...theirs, ...ours])],
      build: () => buildApart(root, site),
      say: print,
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, running.close);
    await running.ended;
    return exitCodes.done;
  },
};

/** A build in a process of its own, so that changed code is loaded and a fault ends that build alone. */
function buildApart(root: string, out: string): Promise<boolean> {
  const args = [process.argv[1]!, "build", root, "--out", out];
  return new Promise((ended, failed) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", failed).once("exit", (code) => ended(code === exitCodes.done));
  });
}

function portOf(values: Values): number {
  const port = String(values.port ?? 8080);
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65535) return Number(port);
  throw new UsageError(`--port takes a number from 0 to 65535, not ${quote(port)}.`);
}
