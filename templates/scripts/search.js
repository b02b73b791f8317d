// Searches the index of a report: data and this script are one file, `globalThis.satisfactSearch` the data.
(() => {
  const { words, pages } = satisfactSearch;
  const home = document.currentScript.src;
  const mostShown = 40;
  const han = /\p{sc=Han}/u;

  // every entry with what is looked at: folded text, and where each folded letter came from
  const entries = pages.flatMap(([href, page, own]) =>
    own.map(([kind, anchor, text, more = ""]) => {
      const head = folded(text);
      const link = new URL(href + (anchor && `#${encodeURIComponent(anchor)}`), home).href;
      return { kind, page, link, text, more, head, tail: folded(`${more} ${page}`).letters };
    }),
  );

  const dialog = make("dialog", "find");
  const search = make("div");
  search.role = "search";
  const label = make("label", "", words.title);
  const input = make("input");
  const close = make("button", "", words.close);
  const count = make("p", "count");
  const list = make("ol");
  const slash = make("label", "slash");
  const box = make("input");
  input.type = "search";
  input.autocomplete = "off";
  input.spellcheck = false;
  close.type = "button";
  count.role = "status";
  box.type = "checkbox";
  dialog.ariaLabel = words.title;
  label.append(input);
  search.append(label, close);
  slash.append(box, words.slash);
  dialog.append(search, count, list, slash);
  document.body.append(dialog);

  satisfactSearch.open = () => {
    try {
      box.checked = localStorage.getItem("satisfact.slash") !== "off";
    } catch {
      slash.hidden = true;
    }
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
  };
  box.addEventListener("change", () => localStorage.setItem("satisfact.slash", box.checked ? "on" : "off"));
  close.addEventListener("click", () => dialog.close());
  // a press beside the dialog
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // while Chinese is being typed there are only the letters of its sound
  input.addEventListener("input", (event) => event.isComposing || show());
  input.addEventListener("compositionend", show);
  list.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
  dialog.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.isComposing || links.length === 0) return;
    if (event.key === "Enter" && event.target === input) links[0].click();
    else if (event.key === "ArrowDown" && (at >= 0 || event.target === input))
      links[Math.min(at + 1, links.length - 1)].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? input).focus();
    else return;
    event.preventDefault();
  });

  function show() {
    const wanted = tokensOf(input.value);
    const whole = folded(input.value.trim()).letters;
    const found = wanted.length === 0 ? [] : rankedBy(wanted, whole);
    list.replaceChildren(...found.slice(0, mostShown).map(({ entry }) => itemOf(entry, wanted)));
    const said = found.length === 0 ? words.none : found.length > mostShown ? words.first : words.count;
    count.textContent = wanted.length === 0 ? "" : said.replace("{n}", found.length).replace("{k}", mostShown);
  }

  // Chinese is written without spaces: pairs of characters stand for its words
  function tokensOf(text) {
    const runs = folded(text).letters.match(/\p{sc=Han}+|[^\s\p{P}\p{sc=Han}]+/gu) ?? [];
    return runs.flatMap((run) => {
      if (!han.test(run)) return [{ run, pattern: wordPattern(run) }];
      const letters = [...run];
      const pairs = letters.length === 1 ? letters : letters.slice(1).map((letter, k) => letters[k] + letter);
      return [{ run, pairs }];
    });
  }

  // the beginning of a word; a Chinese character before it ends none
  function wordPattern(word) {
    return new RegExp(`(?:^|[^\\p{L}\\p{N}]|\\p{sc=Han})(${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")})`, "gu");
  }

  function rankedBy(wanted, whole) {
    const found = [];
    for (const [order, entry] of entries.entries()) {
      let score = 8 - entry.kind;
      const fits = wanted.every((token) => {
        const inHead = shareIn(entry.head.letters, token);
        const share = Math.max(inHead, shareIn(entry.tail, token) / 2);
        // what stands in the text itself counts more than what stands beside it, its beginning most
        score += 20 * share + (entry.head.letters.startsWith(token.run) ? 4 : 0);
        return share >= 0.25;
      });
      if (entry.head.letters === whole) score += 20;
      if (fits) found.push({ entry, order, score: score - entry.text.length / 40 });
    }
    return found.sort((a, b) => b.score - a.score || a.order - b.order);
  }

  /** Of a word all or nothing, of a run of Chinese the share of its pairs, at least half. */
  function shareIn(letters, { pattern, pairs }) {
    if (pattern) {
      pattern.lastIndex = 0;
      return pattern.test(letters) ? 1 : 0;
    }
    const share = pairs.filter((pair) => letters.includes(pair)).length / pairs.length;
    return share >= 0.5 ? share : 0;
  }

  function itemOf({ kind, page, link, text, more, head }, wanted) {
    const item = make("li");
    const anchor = make("a");
    const name = make("span", "hit");
    const where = make("span", "where", `${words.kinds[kind]} · ${page}`);
    anchor.href = link;
    name.append(...marked(text, head, wanted));
    anchor.append(name, " ");
    if (more) anchor.append(make("span", "more", more), " ");
    anchor.append(where);
    item.append(anchor);
    return item;
  }

  function marked(text, { letters, from }, wanted) {
    const on = new Set();
    const mark = (start, length) => {
      for (let k = start; k < start + length; k++) on.add(from[k]);
    };
    for (const { pattern, pairs } of wanted) {
      for (const hit of pattern ? letters.matchAll(pattern) : [])
        mark(hit.index + hit[0].length - hit[1].length, hit[1].length);
      for (const pair of pairs ?? [])
        for (let at = letters.indexOf(pair); at >= 0; at = letters.indexOf(pair, at + 1)) mark(at, pair.length);
    }
    const parts = [];
    for (const [k, letter] of [...text].entries()) {
      const last = parts.at(-1);
      if (last?.on === on.has(k)) last.text += letter;
      else parts.push({ on: on.has(k), text: letter });
    }
    return parts.map((part) => (part.on ? make("mark", "", part.text) : part.text));
  }

  /** Without case and accents; `from` says which character of the text each letter came from. */
  function folded(text) {
    let letters = "";
    const from = [];
    for (const [k, letter] of [...text].entries()) {
      const plain = letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      letters += plain;
      for (let n = 0; n < plain.length; n++) from.push(k);
    }
    return { letters, from };
  }

  function make(tag, name = "", text = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }
})();
