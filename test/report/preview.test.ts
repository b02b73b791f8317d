import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Preview, preview } from "../../src/report/preview.ts";
import { type Serving, serve } from "../../src/report/serve.ts";
import { scratchFolder, writeFiles } from "../program.ts";

const head = `<head><meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'self'"></head>`;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly location: string;
  readonly body: string;
}

/** One request, its path sent as it stands: `fetch` would tidy the dots away. */
function ask(
  serving: Serving | Preview,
  path: string,
  options: { method?: string; host?: string } = {},
): Promise<Answer> {
  const { hostname, port, host } = new URL(serving.url);
  return new Promise((answered, failed) => {
    const asked = request(
      { hostname, port, path, method: options.method ?? "GET", headers: { host: options.host ?? host } },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          body += text;
        });
        response.on("end", () => {
          const { "content-type": type = "", location = "" } = response.headers;
          answered({ status: response.statusCode ?? 0, type, location, body });
        });
      },
    );
    asked.once("error", failed).end();
  });
}

async function served(base?: string): Promise<{ folder: string; serving: Serving }> {
  const parent = scratchFolder();
  const folder = join(parent, "site");
  writeFiles(parent, { "secret.txt": "secret", "site-more/secret.txt": "secret" });
  writeFiles(folder, {
    "index.html": "home",
    "404.html": "lost",
    "a/index.html": "a",
    "a/b c.csv": "1,2",
    "x.svg": "<svg/>",
    "y.css": "",
  });
  const serving = await serve({ folder, port: 0, ...(base && { base }) });
  onTestFinished(serving.close);
  return { folder, serving };
}

describe("the server", () => {
  test("serves files with their types, folders by their index, what is missing as the site's own page", async () => {
    const { serving } = await served();
    expect(await ask(serving, "/")).toMatchObject({ status: 200, type: "text/html; charset=utf-8", body: "home" });
    expect(await ask(serving, "/a/")).toMatchObject({ status: 200, body: "a" });
    expect(await ask(serving, "/a")).toMatchObject({ status: 301, location: "/a/" });
    expect(await ask(serving, "/a/b%20c.csv?x=1")).toMatchObject({
      status: 200,
      type: "text/csv; charset=utf-8",
      body: "1,2",
    });
    expect(await ask(serving, "/x.svg")).toMatchObject({ type: "image/svg+xml" });
    expect(await ask(serving, "/y.css", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
    expect(await ask(serving, "/nothing")).toMatchObject({ status: 404, body: "lost" });
    expect(await ask(serving, "/", { method: "POST" })).toMatchObject({ status: 405 });
  });

  test("serves under a sub-folder alone when told to", async () => {
    const { serving } = await served("/reports/");
    expect(serving.url).toMatch(/\/reports\/$/);
    expect(await ask(serving, "/reports/a/")).toMatchObject({ status: 200, body: "a" });
    expect(await ask(serving, "/a/")).toMatchObject({ status: 404 });
  });

  test.each([
    "/../secret.txt",
    "/a/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/../site-more/secret.txt",
    "//secret.txt",
    "/%00",
    "/%E0%A4%A",
  ])("gives nothing outside its folder for %s", async (path) => {
    const { serving } = await served();
    const { status, body } = await ask(serving, path);
    expect(status).toBe(404);
    expect(body).not.toContain("secret");
  });

  test("answers no other host's name", async () => {
    const { serving } = await served();
    expect(await ask(serving, "/", { host: "example.org" })).toMatchObject({ status: 403 });
    expect(await ask(serving, "/", { host: "localhost:99" })).toMatchObject({ status: 200 });
  });
});

describe("the preview", () => {
  async function previewing(first: boolean): Promise<{
    site: string;
    data: string;
    said: string[];
    running: Preview;
    result: { good: boolean; builds: number };
  }> {
    const root = scratchFolder();
    const [site, data] = [join(root, "preview"), join(root, "data")];
    writeFiles(data, { "note.md": "one" });
    const said: string[] = [];
    const result = { good: first, builds: 0 };
    const build = async () => {
      result.builds++;
      if (result.good) writeFiles(site, { "index.html": `<html>${head}<body>build ${result.builds}</body></html>` });
      return result.good;
    };
    const running = await preview({
      site,
      port: 0,
      watched: [data, join(root, "templates")],
      build,
      say: (line) => said.push(line),
      every: 20,
    });
    onTestFinished(async () => {
      await running.close();
      await running.ended;
    });
    return { site, data, said, running, result };
  }

  async function until(what: () => boolean | Promise<boolean>): Promise<void> {
    const limit = performance.now() + 10_000;
    while (!(await what())) {
      if (performance.now() > limit) throw new Error("It did not come about within 10 s.");
      await sleep(20);
    }
  }

  test("builds, serves, and builds again when something changes", async () => {
    const { data, running, said } = await previewing(true);
    await until(async () => (await ask(running, "/")).body.includes("build 1"));
    expect(said[0]).toContain(running.url);
    writeFileSync(join(data, "note.md"), "two, longer");
    await until(async () => (await ask(running, "/")).body.includes("build 2"));
    writeFiles(data, { "new/note.md": "" });
    await until(async () => (await ask(running, "/")).body.includes("build 3"));
  });

  test("has pages load anew through a script of its own, which the pages on disk know nothing of", async () => {
    const { data, running, result } = await previewing(true);
    await until(() => result.builds === 1);
    await until(async () => (await ask(running, "/")).status === 200);
    const { body } = await ask(running, "/");
    expect(body).toContain(`content="default-src 'none'; connect-src 'self'; script-src 'self'"`);
    const script = /<script src="([^"]+)" defer><\/script><\/head>/.exec(body)?.[1] ?? "";
    const { body: code, type } = await ask(running, script);
    expect(type).toContain("text/javascript");
    const events = await fetch(new URL(JSON.parse(/"[^"]+"/.exec(code)?.[0] ?? ""), running.url));
    expect(events.headers.get("content-type")).toBe("text/event-stream");
    const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe(":\n\n");
    writeFileSync(join(data, "note.md"), "changed");
    expect((await reader.read()).value).toMatch(/^data: .+\n\n$/);
    await reader.cancel();
  });

  test("keeps the last good pages while a build fails", async () => {
    const { data, running, result, said } = await previewing(true);
    await until(async () => (await ask(running, "/")).body.includes("build 1"));
    result.good = false;
    writeFileSync(join(data, "note.md"), "broken");
    await until(() => said.length === 2);
    expect(said[1]).toBe("The last good pages stay until this is mended.");
    expect((await ask(running, "/")).body).toContain("build 1");
    result.good = true;
    writeFileSync(join(data, "note.md"), "mended again");
    await until(async () => (await ask(running, "/")).body.includes("build 3"));
  });

  test("serves a page that reloads itself before the first build went well", async () => {
    const { running, said } = await previewing(false);
    await until(() => said.length === 2);
    const { status, body } = await ask(running, "/");
    expect(status).toBe(404);
    expect(body).toContain("<script src=");
  });
});
