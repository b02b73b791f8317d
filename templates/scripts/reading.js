// Search and reading aids. The page is whole without them, and every word they say comes from it.
(() => {
  const door = document.querySelector("[data-aids]");
  const { index, aids, words } = JSON.parse(door.dataset.aids);
  findThings();
  openTables();
  siftRows();
  showPlace();
  // links to copy and what stands beside marks are for who points at something or steps through the page
  const signs = ["pointermove", "pointerdown", "keydown"];
  for (const sign of signs) document.addEventListener(sign, askForAids);

  function askForAids() {
    for (const sign of signs) document.removeEventListener(sign, askForAids);
    load(aids).catch(() => {});
  }

  // of a long list of contents the part around this page
  function showPlace() {
    const list = document.querySelector(".contents");
    const here = list?.querySelector("[aria-current]");
    if (here) list.scrollTop = here.offsetTop - (list.clientHeight - here.offsetHeight) / 2;
  }

  // the index and what searches it are asked for when they are wanted
  function findThings() {
    const name = door.textContent;
    let asked = false;
    const open = () => {
      if (globalThis.satisfactSearch?.open) return satisfactSearch.open();
      if (asked) return;
      asked = true;
      load(index).then(
        () => {
          door.textContent = name;
          satisfactSearch.open();
        },
        () => {
          asked = false;
          door.textContent = words.unfound;
        },
      );
    };
    door.hidden = false;
    door.addEventListener("click", open);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target.closest("input, select, textarea, dialog") || keyIsOff()) return;
      event.preventDefault();
      open();
    });
  }

  function load(address) {
    return new Promise((resolve, reject) => {
      const script = make("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.body.append(script);
    });
  }

  // a reader who speaks to the machine turns the key off in the dialog
  function keyIsOff() {
    try {
      return localStorage.getItem("satisfact.slash") === "off";
    } catch {
      return false;
    }
  }

  function openTables() {
    const tables = [...document.querySelectorAll("main .tools > details")];
    if (tables.length < 2) return;
    const line = make("p", "aid all");
    const button = make("button");
    const anyShut = () => tables.some(({ open }) => !open);
    const name = () => {
      button.textContent = anyShut() ? words.open : words.shut;
      button.className = anyShut() ? "" : "shut";
    };
    button.type = "button";
    button.addEventListener("click", () => {
      const open = anyShut();
      for (const table of tables) table.open = open;
      name();
    });
    for (const table of tables) table.addEventListener("toggle", name);
    name();
    line.append(button);
    tables[0].closest("main > *").before(line);
  }

  function siftRows() {
    for (const table of document.querySelectorAll("main table")) {
      const rows = [...table.querySelectorAll("tbody > tr:not(.bases, .grp, .proof)")];
      if (rows.length < 20) continue;
      const line = make("p", "aid sift");
      const label = make("label", "", words.only);
      const input = make("input");
      const count = make("span");
      input.type = "search";
      input.ariaLabel = words.named.replace("{s}", () => table.caption?.textContent ?? "");
      count.role = "status";
      input.addEventListener("input", () => {
        const wanted = fold(input.value.trim());
        const kept = rows.filter((row) => {
          const fits = fold(row.textContent).includes(wanted);
          row.classList.toggle("out", !fits);
          return fits;
        });
        count.textContent = wanted && words.rows.replace("{k}", kept.length).replace("{n}", rows.length);
      });
      label.append(input);
      line.append(label, count);
      (table.closest(".scroll") ?? table).before(line);
    }
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function make(tag, name = "", text = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }
})();
