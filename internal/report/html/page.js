"use strict";
// The table: sorting, filtering, unfolding. Without this script the page is a
// long document that says the same.
(() => {
  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const byId = id => document.getElementById(id);
  const query = byId("query"), selects = { pkg: byId("package"), unit: byId("unit"), standing: byId("standing") };
  const shown = byId("shown"), more = byId("more"), details = byId("details");
  const note = shown.textContent;
  const step = 250; // rows that are laid out at once

  const rows = [...body.rows].map((tr, order) => {
    const text = [...tr.cells].map(c => c.textContent);
    const link = tr.querySelector("th a");
    return {
      tr, order, link, text, pkg: text[1], unit: text[2], standing: text[7],
      words: [text[0], text[1], text[2], text[7]].join("\n").toLowerCase(),
      number: [...tr.cells].map(c => Number(c.dataset.v)),
      detail: link && byId(link.hash.slice(1)),
    };
  });
  const words = new Intl.Collator("en", { numeric: true });
  const sorting = { column: -1, sign: 1 };
  let all = false, rest = [], timer = 0;

  function matches(r, parts) {
    for (const k in selects) if (selects[k].value && r[k] !== selects[k].value) return false;
    return parts.every(p => r.words.includes(p));
  }

  function compare(a, b) {
    const c = sorting.column;
    const d = heads[c].dataset.key === "number" ? a.number[c] - b.number[c] : words.compare(a.text[c], b.text[c]);
    return sorting.sign * (d || 0) || a.order - b.order;
  }

  function apply() {
    const parts = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const list = rows.filter(r => matches(r, parts));
    if (sorting.column >= 0) list.sort(compare);
    body.replaceChildren();
    rest = list;
    append(step);
    more.hidden = all || !rest.length;
    later();
    more.textContent = `Show all ${list.length} rows`;
    shown.textContent = list.length === rows.length ? note : `${list.length} of ${rows.length} rows`;
  }

  function append(n) {
    body.append(...rest.slice(0, n).flatMap(r => r.unfolded ? [r.tr, r.unfolded] : [r.tr]));
    rest = rest.slice(n);
  }

  // later adds what is not laid out yet, a part at a time, so that the page
  // stays quick.
  function later() {
    clearTimeout(timer);
    if (all && rest.length) timer = setTimeout(() => { append(step); later(); });
  }

  function allNow() {
    all = true;
    apply();
    append(rest.length);
  }

  function sortBy(column) {
    // Numbers are mostly wanted from the largest on; a third press restores the order.
    const first = heads[column].dataset.key === "number" && column !== 7 ? -1 : 1;
    if (sorting.column !== column) { sorting.column = column; sorting.sign = first; }
    else if (sorting.sign === first) sorting.sign = -first;
    else sorting.column = -1;
    heads.forEach((h, i) => {
      if (i === sorting.column) h.setAttribute("aria-sort", sorting.sign > 0 ? "ascending" : "descending");
      else h.removeAttribute("aria-sort");
    });
    apply();
  }

  heads.forEach((h, i) => {
    if (!h.dataset.key) return;
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = h.textContent;
    b.addEventListener("click", () => sortBy(i));
    h.replaceChildren(b);
  });

  function unfold(r, open) {
    if (!r.link.hasAttribute("aria-expanded") || open === !!r.unfolded) return;
    if (open) {
      const tr = document.createElement("tr"), td = document.createElement("td");
      tr.className = "unfolded";
      td.colSpan = heads.length;
      td.append(r.detail);
      tr.append(td);
      r.tr.after(tr);
      r.unfolded = tr;
    } else {
      details.append(r.detail);
      r.unfolded.remove();
      r.unfolded = null;
    }
    r.link.setAttribute("aria-expanded", String(open));
  }

  for (const r of rows) {
    // What fails the run stands above the table, and is gone to.
    if (!r.detail || !details || !details.contains(r.detail)) continue;
    r.link.setAttribute("aria-expanded", "false");
    r.link.addEventListener("click", e => {
      e.preventDefault();
      unfold(r, !r.unfolded);
    });
  }

  function follow() {
    const r = rows.find(r => r.link && r.link.hash === location.hash);
    if (!r || !r.link.hasAttribute("aria-expanded")) return;
    if (!r.tr.isConnected) { reset(); allNow(); }
    unfold(r, true);
    r.tr.scrollIntoView();
  }

  function reset() {
    query.value = "";
    for (const k in selects) selects[k].value = "";
    apply();
  }

  query.addEventListener("input", apply);
  for (const k in selects) selects[k].addEventListener("change", apply);
  byId("clear").addEventListener("click", () => { reset(); query.focus(); });
  byId("filter").addEventListener("submit", e => e.preventDefault());
  more.addEventListener("click", () => { all = true; apply(); });
  for (const a of document.querySelectorAll(".tally a")) a.addEventListener("click", () => {
    reset();
    selects.standing.value = a.dataset.standing;
    apply();
  });
  addEventListener("keydown", e => {
    const typing = e.target.closest && e.target.closest("input,select,textarea");
    if (e.key === "/" && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); query.focus(); }
    if (e.key === "Escape" && e.target === query) reset();
  });
  addEventListener("hashchange", follow);
  let before;
  addEventListener("beforeprint", () => { before = all; allNow(); });
  addEventListener("afterprint", () => { all = before; apply(); });

  if (details) details.hidden = true;
  byId("filter").hidden = false;
  apply();
  follow();
})();
