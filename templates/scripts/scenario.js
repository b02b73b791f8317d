// Sliders of a scenario. Everything said and every figure comes from the page; without script the table says the same.
(() => {
  for (const box of document.querySelectorAll("[data-scenario]")) start(box);

  function start(box) {
    const { step, drivers, words } = JSON.parse(box.dataset.scenario);
    const choice = box.querySelector("select");
    const range = box.querySelector("input");
    const moved = box.querySelector("output");
    const body = box.querySelector("tbody");
    const status = box.querySelector("[role=status]");

    function begin() {
      const { from, to } = drivers[choice.value];
      range.min = String(from);
      range.max = String(to);
      range.value = String(Math.min(step, to));
      show();
    }

    function show() {
      const move = Number(range.value);
      const { level, outcomes } = drivers[choice.value];
      moved.textContent = `${signed(move, 1)} (${fixed(level, 1)} → ${fixed(level + move, 1)})`;
      range.setAttribute("aria-valuetext", moved.textContent);
      const rows = outcomes.map((outcome) => resultOf(outcome, move));
      body.replaceChildren(...rows.map(rowOf));
      return rows;
    }

    function resultOf({ name, level, scale, digits, value, low, high }, move) {
      const ends = [low, high].map((slope) => slope * move * scale).sort((a, b) => a - b);
      const [first, last] = ends.map((end) => signed(end, digits));
      const change = value * move * scale;
      return {
        name,
        change: signed(change, digits),
        interval: words.to.replace("{a}", first).replace("{b}", last),
        reached: words.units[scale].join(fixed(level * scale + change, digits)),
      };
    }

    function rowOf({ name, change, interval, reached }) {
      const row = document.createElement("tr");
      const head = cell("th", name);
      head.scope = "row";
      const figure = cell("td", `${change} `, "r");
      figure.append(cell("span", interval, "ci"));
      row.append(head, figure, cell("td", reached, "r"));
      return row;
    }

    function tell() {
      const said = show().map(({ name, change, interval }) => `${name} ${change} (${interval})`);
      status.textContent = said.join(words.list);
    }

    // as the page prints: halves away from zero, twelve digits trusted, no sign at zero, marks of the page's language
    function fixed(value, digits) {
      const size = sizeOf(value, digits);
      return (value < 0 && size > 0 ? words.marks.minus : "") + size.toFixed(digits).replace(".", words.marks.decimal);
    }

    function signed(value, digits) {
      const text = fixed(value, digits);
      return value > 0 && sizeOf(value, digits) > 0 ? words.marks.plus + text : text;
    }

    choice.addEventListener("change", () => {
      begin();
      tell();
    });
    range.addEventListener("input", show);
    range.addEventListener("change", tell);
    box.querySelector("button").addEventListener("click", () => {
      begin();
      tell();
    });
    begin();
    box.hidden = false;
  }

  function sizeOf(value, digits) {
    return Math.round(Number((Math.abs(value) * 10 ** digits).toPrecision(12))) / 10 ** digits;
  }

  function cell(tag, text, name) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  }
})();
