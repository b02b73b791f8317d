import { existsSync } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, sep } from "node:path";

export interface ServeOptions {
  readonly folder: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Path the folder is served under; starts and ends with a slash. */
  readonly base?: string;
  /** Changes pages on their way out. */
  readonly page?: (html: string) => string;
  /** Answers requests that are not for files of the folder; true when it has. */
  readonly answer?: (path: string, response: ServerResponse) => boolean;
}

export interface Serving {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Ending -> type, of the files that a site may hold. */
export const mimeTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".pdf": "application/pdf",
  ".woff2": "font/woff2",
};

const noPage = `<!doctype html><html lang="en"><head><title>Nothing here</title></head><body><p>There is no such page.</p></body></html>\n`;

/** Serves the files of a folder to this machine alone. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const server = createServer((request, response) => {
    respond(options, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(options.port, "127.0.0.1", listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${options.base ?? "/"}`,
    close: () =>
      new Promise((closed, failed) => {
        server.close((error) => (error ? failed(error) : closed()));
        server.closeAllConnections();
      }),
  };
}

async function respond(options: ServeOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader("cache-control", "no-store");
  response.setHeader("x-content-type-options", "nosniff");
  // Another site's page must not read these by a name that it points at this machine.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ""))
    return end(response, 403, "Not for this host.");
  if (request.method !== "GET" && request.method !== "HEAD") return end(response, 405, "Only GET and HEAD.");
  const pathname = (request.url ?? "/").replace(/[?#].*/s, "");
  if (options.answer?.(pathname, response)) return;
  const base = options.base ?? "/";
  const found = pathname.startsWith(base) ? await fileAt(options.folder, pathname.slice(base.length)) : null;
  if (found?.kind === "folder") {
    response.setHeader("location", `${pathname}/`);
    return end(response, 301, "");
  }
  const own404 = join(options.folder, "404.html");
  const path = found?.path ?? (existsSync(own404) ? own404 : null);
  const bytes = path === null ? noPage : await readFile(path);
  const type =
    path === null ? mimeTypes[".html"]! : (mimeTypes[extname(path).toLowerCase()] ?? "application/octet-stream");
  const body = options.page && type.startsWith("text/html") ? options.page(bytes.toString()) : bytes;
  response.writeHead(found ? 200 : 404, { "content-type": type });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** The file an address stands for, never one outside the folder, whatever dots, escapes or links the address goes through. */
async function fileAt(folder: string, address: string): Promise<{ kind: "file" | "folder"; path: string } | null> {
  const name = decode(address);
  if (name === null || name.includes("\0")) return null;
  const wanted = join(folder, name.endsWith("/") || name === "" ? `${name}index.html` : name);
  if (!existsSync(wanted)) return null;
  const path = await realpath(wanted);
  if (!path.startsWith((await realpath(folder)) + sep)) return null;
  return { kind: (await stat(path)).isDirectory() ? "folder" : "file", path };
}

function decode(address: string): string | null {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(text);
}
