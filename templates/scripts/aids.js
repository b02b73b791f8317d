// Links to copy, and what a drawing shows in words beside the pointer. Asked for by the page when somebody points or steps.
(() => {
  const { words } = JSON.parse(document.querySelector("[data-aids]").dataset.aids);
  const said = make("p", "said");
  said.role = "status";
  let silence;
  const tip = make("div", "tip");
  tip.hidden = true;
  // aloud only where somebody steps through a drawing: the pointer's way is silent, the table says the same
  tip.role = "status";
  tip.ariaHidden = "true";
  let told;
  let walked;
  let anchor;
  document.body.append(said, tip);
  copyLinks();
  nameMarks();

  function copyLinks() {
    for (const place of document.querySelectorAll("main :is(figure, section, .appended)[id]")) {
      const head = place.querySelector("figcaption, h2, h3");
      if (!head) continue;
      const how = head.querySelector(".how");
      const name = place.matches("figure") ? place.querySelector("caption") : null;
      const button = make("button", "aid copy");
      button.type = "button";
      button.ariaLabel = words.copy.replace("{s}", () => (name ?? head).textContent.trim());
      button.title = words.copy.replace(/[:：]? ?[{]s[}]/, "");
      button.innerHTML =
        '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M7 9a3 3 0 0 0 4 0l3-3a2.8 2.8 0 0 0-4-4L8.5 3.5M9 7a3 3 0 0 0-4 0L2 10a2.8 2.8 0 0 0 4 4l1.5-1.5"/></svg>';
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(new URL(`#${encodeURIComponent(place.id)}`, location).href);
          say(words.copied);
        } catch {
          location.hash = place.id;
          say(words.there);
        }
      });
      if (how) how.before(button);
      else head.append(button);
    }
  }

  // the labels of a drawing are the rows of the table behind it
  function nameMarks() {
    for (const drawing of document.querySelectorAll("figure > .vl")) {
      const table = drawing.parentElement.querySelector(".tools table");
      if (!table) continue;
      const labels = labelsOf(drawing, table);
      if (labels.length === 0) continue;
      const show = (event) => {
        const nearest = nearestOf(labels, event);
        if (!nearest) return hide();
        tell(nearest, table);
        placeTip(event.clientX + 16, event.clientY + 16, event.clientX - 16, event.clientY - 16);
      };
      drawing.addEventListener("pointermove", show);
      drawing.addEventListener("pointerdown", show);
      // a finger that is lifted has left as well
      drawing.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && hide());
      drawing.tabIndex = 0;
      drawing.setAttribute("aria-description", words.walk);
      // a letter in the drawing and its line in the key are one step
      const first = labels.filter((label, k) => labels.findIndex(({ rows }) => rows[0] === label.rows[0]) === k);
      drawing.addEventListener("keydown", (event) => walk(event, first, table));
      drawing.addEventListener("focus", () => drawing.matches(":focus-visible") && invite(first[0]));
      drawing.addEventListener("blur", hide);
    }
    document.addEventListener("pointerdown", ({ target }) => target.closest(".vl") || hide());
    document.addEventListener("scroll", () => (anchor ? placeBeside(anchor) : hide()), { passive: true });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  }

  // row by row through a drawing that has the focus: beside the mark it says what the pointer says, and aloud
  function walk(event, labels, table) {
    const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const at = labels.indexOf(walked);
    const next = at < 0 && step > 0 && step < Infinity ? 0 : at + step;
    hide();
    walked = labels[Math.min(labels.length - 1, Math.max(0, next))];
    walked.text.classList.add("told");
    walked.text.scrollIntoView({ block: "nearest", behavior: "instant" });
    tip.ariaHidden = "false";
    tell(walked, table);
    placeBeside(walked);
  }

  function invite(label) {
    told = undefined;
    tip.textContent = words.walk;
    tip.hidden = false;
    placeBeside(label);
  }

  function tell(label, table) {
    if (label !== told) tip.replaceChildren(...label.rows.map((row) => accountOf(row, table)));
    told = label;
    tip.hidden = false;
  }

  function placeBeside(label) {
    anchor = label;
    const { left, right, top, bottom } = label.text.getBoundingClientRect();
    placeTip(right + 8, bottom + 8, left - 8, top - 8);
  }

  // to the right and below, where that runs off the screen to the left and above
  function placeTip(right, below, left, above) {
    const { offsetWidth: w, offsetHeight: h } = tip;
    tip.style.left = `${Math.max(4, right + w > innerWidth ? left - w : right)}px`;
    tip.style.top = `${Math.max(4, below + h > innerHeight ? above - h : below)}px`;
  }

  function hide() {
    tip.hidden = true;
    tip.ariaHidden = "true";
    walked?.text.classList.remove("told");
    walked = undefined;
    anchor = undefined;
  }

  function labelsOf(drawing, table) {
    const rows = new Map();
    for (const row of table.tBodies[0].rows) {
      const name = bare(row.cells[0]);
      rows.set(name, [...(rows.get(name) ?? []), row]);
    }
    return [...drawing.querySelectorAll("text")].flatMap((text) => {
      const own = rows.get(bare(text.querySelector("title") ?? text));
      return own ? [{ text, rows: own.slice(0, 4) }] : [];
    });
  }

  // labels in one column stand for rows, labels in one line for columns, others for themselves
  function nearestOf(labels, { clientX, clientY }) {
    const boxes = labels.map(({ text }) => text.getBoundingClientRect());
    const alike = (side) => boxes.every((box) => Math.abs(box[side] - boxes[0][side]) < 3);
    const byRow = alike("left") || alike("right");
    const byColumn = !byRow && alike("bottom");
    let nearest;
    let least = byColumn ? 1e4 : 40;
    for (const [k, { left, right, top, bottom }] of boxes.entries()) {
      const x = byRow ? 0 : byColumn ? (left + right) / 2 - clientX : Math.max(left - clientX, 0, clientX - right);
      const y = byColumn ? 0 : byRow ? (top + bottom) / 2 - clientY : Math.max(top - clientY, 0, clientY - bottom);
      const far = Math.hypot(x, y);
      if (far < least) {
        least = far;
        nearest = labels[k];
      }
    }
    return nearest;
  }

  function accountOf(row, table) {
    const list = make("dl");
    const heads = [...table.tHead.rows[0].cells];
    for (const [k, cell] of [...row.cells].entries()) {
      if (!cell.textContent.trim()) continue;
      const value = make("dd");
      value.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      list.append(make("dt", "", k > 0 ? heads[k].textContent : ""), value);
    }
    return list;
  }

  // drawings break a label over lines
  function bare(node) {
    return node.textContent.replace(/\s/g, "");
  }

  function say(text) {
    said.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => said.replaceChildren(), 4000);
  }

  function make(tag, name = "", text = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }
})();
