// What the page can do beyond HTML and CSS: search, keys, copying. Nothing here makes
// markup: article text is read as text and never put back.
(() => {
  "use strict";
  const one = (query, root = document) => root.querySelector(query);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  document.documentElement.classList.add("js");
  const find = one("#find"), count = one("#count"), keys = one("#keys"), on = one("#keys-on");
  const rows = all("article.r");

  // Search: over everything that has an address of its own. Texts are folded once.
  const items = all("article.r, .only li, .q, .p");
  let folded = null;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const search = () => {
    const words = fold(find.value).split(/\s+/).filter(Boolean);
    folded ??= items.map((item) => fold(item.textContent));
    items.forEach((item, n) => {
      item.classList.toggle("miss", !words.every((word) => folded[n].includes(word)));
    });
    for (const run of all("details.run")) {
      const left = all("article.r:not(.miss)", run).length;
      run.classList.toggle("miss", !left);
      if (words.length && left) run.open = true;
    }
    report(words);
  };
  const report = (words) => {
    const shown = rows.filter((row) => !row.classList.contains("miss")).length;
    count.textContent = words.length ? `${shown} of ${rows.length} statements` : "";
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (words.length) CSS.highlights.set("found", new Highlight(...ranges(words)));
  };
  // Marks what was found without touching the page; only the first, so that it stays quick.
  const MOST = 500;
  const ranges = function* (words) {
    let left = MOST;
    for (const item of items) {
      if (item.classList.contains("miss")) continue;
      const walk = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
      for (let node; (node = walk.nextNode());) {
        const text = node.data.toLowerCase();
        for (const word of words) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            if (at + word.length > node.length || !left--) return;
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            yield range;
          }
        }
      }
    }
  };
  let waiting = 0;
  find?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });

  // Going from statement to statement; what a filter hides is passed over.
  const go = (step, among) => {
    const seen = among.filter((row) => row.checkVisibility());
    const here = document.activeElement?.closest?.("article.r");
    let at = seen.indexOf(here) + step;
    if (!seen.includes(here)) {
      const below = seen.findIndex((row) => row.getBoundingClientRect().top > 60);
      at = below < 0 ? seen.length - 1 : step > 0 ? below : below - 1;
    }
    const next = seen[Math.max(0, Math.min(seen.length - 1, at))];
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  };
  const facts = rows.filter((row) => row.classList.contains("kf"));
  const KEYS = {
    j: () => go(1, rows),
    k: () => go(-1, rows),
    n: () => go(1, facts),
    p: () => go(-1, facts),
    "/": () => find?.focus(),
    "?": () => keys.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === find) {
      find.value = "";
      search();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    if (event.target.closest?.("input:not([type=checkbox]), textarea, select")) return;
    const does = on.checked && Object.hasOwn(KEYS, event.key) && KEYS[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
  // A page opened from a file may not be allowed to remember anything.
  const STORE = "source-compare-keys";
  try {
    on.checked = localStorage.getItem(STORE) !== "off";
  } catch { /* then the keys are on */ }
  on.addEventListener("change", () => {
    try {
      localStorage.setItem(STORE, on.checked ? "on" : "off");
    } catch { /* then for this visit only */ }
  });

  // Copying: the selected words of a cell, or all cells, each with where it stands.
  const line = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const words = (node) => {
    const copy = node.cloneNode(true);
    all("sup", copy).forEach((sup) => sup.remove());
    return line(copy);
  };
  const citation = (row) => {
    const cells = all(".c:not(.no)", row).map((cell) => {
      const links = all(".h a", cell), lines = links.map(line).join(", ");
      const texts = new Set(links.map((link) => link.hash.match(/^#d\d+/)[0]));
      const source = [...texts].map((text) => one(text).dataset.cite).join("; ");
      return `${source}, ${lines}: “${all(".t:not(.x)", cell).map(words).join(" ")}”`;
    });
    const address = `${location.href.split("#")[0]}#${row.id}`;
    return [...cells, address].join("\n");
  };
  for (const header of all("article.r > header")) {
    const button = document.createElement("button");
    button.className = "cite";
    button.textContent = "Copy citation";
    header.append(button);
  }
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages from files have no clipboard of their own in every browser.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.cite");
    if (button) {
      await copy(citation(button.closest("article.r")));
      const said = button.textContent;
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = said; }, 1500);
      return;
    }
    // Every difference has an address: its kind, or any mark with its number, leads there.
    const kind = event.target.closest?.(".app li[id] > i");
    if (kind) {
      location.hash = kind.parentElement.id;
      return;
    }
    const mark = event.target.closest?.("[data-n]");
    const number = mark?.dataset.n.split(",")[0];
    const row = number && mark.closest("article.r");
    if (row) location.hash = `${row.id}n${number}`;
  });

  // An address inside something folded unfolds it.
  const unfold = () => {
    let at = document.getElementById(location.hash.slice(1));
    const target = at;
    for (; at; at = at.parentElement) if (at.localName === "details") at.open = true;
    target?.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();

  // Print what is folded as well, and fold it again afterwards.
  let folds = [];
  addEventListener("beforeprint", () => {
    folds = all("details:not([open])");
    folds.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => folds.forEach((fold) => { fold.open = false; }));

  for (const hidden of all(".find, #help")) hidden.hidden = false;
  one("#help")?.addEventListener("click", () => keys.showModal());
})();
