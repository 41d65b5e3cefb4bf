// Flame graphs: callers above, what they call below. A frame is as wide as its
// cost on the side that is chosen, and coloured by the change of its own cost.
(() => {
  const flames = JSON.parse(document.getElementById("flames").textContent) || [];
  const rowHeight = 20, narrowest = 0.0008;

  const prefixes = [[1, ""], [1e-3, "m"], [1e-6, "µ"], [1e-9, "n"], [1e-12, "p"]];
  const binary = [[2 ** 30, "Gi"], [2 ** 20, "Mi"], [2 ** 10, "Ki"], [1, ""]];
  function value(unit, x) {
    const size = Math.abs(x);
    if (!size) return "0";
    const digits = v => Number(v.toPrecision(4)).toString();
    if (/(^|-)sec\//.test(unit)) {
      const [f, p] = prefixes.find(([f]) => size >= f) || prefixes[4];
      return digits(x / f) + p + "s";
    }
    if (/(^|-)B\//.test(unit)) {
      const [f, p] = binary.find(([f]) => size >= f) || binary[3];
      return digits(x / f) + p + "B";
    }
    return digits(x);
  }
  const change = (unit, x) => x ? (x > 0 ? "+" : "−") + value(unit, Math.abs(x)) : "no change";
  const percent = x => (100 * x).toFixed(1) + " %";
  const make = (tag, className, text) => {
    const e = document.createElement(tag);
    if (className) e.className = className;
    if (text) e.textContent = text;
    return e;
  };

  // frameOf turns [name, place, base, head, children] into an object.
  function frameOf(data, flame, parent) {
    const f = { name: flame.names[data[0]] || "all", place: flame.places[data[1]], base: data[2], head: data[3], parent };
    f.depth = parent ? parent.depth + 1 : 0;
    f.children = (data[4] || []).map(c => frameOf(c, flame, f));
    f.own = side => f[side] - f.children.reduce((sum, c) => sum + c[side], 0);
    f.change = f.own("head") - f.own("base");
    return f;
  }
  const each = (f, visit) => { visit(f); f.children.forEach(c => each(c, visit)); };

  function draw(box, flame) {
    const root = frameOf(flame.root, flame, null);
    let most = 0, gone = 0, goneFrames = 0;
    each(root, f => {
      most = Math.max(most, Math.abs(f.change));
      if (!f.head && f.base && (!f.parent || f.parent.head)) { gone += f.base; goneFrames++; }
    });
    const state = { side: root.head > 0 ? "head" : "base", zoom: root, focus: root, query: "" };

    const bar = make("div", "bar"), frames = make("div", "frames"), info = make("p", "info");
    info.setAttribute("role", "status");
    frames.setAttribute("role", "tree");
    frames.setAttribute("aria-label", "Flame graph of " + flame.title + ". Arrow keys move, Enter zooms, Escape zooms out.");
    const find = make("label", "find", "Search functions");
    const input = make("input");
    input.type = "search";
    input.spellcheck = false;
    find.append(input);
    const widths = make("fieldset");
    widths.append(make("legend", "", "Widths"));
    const group = "side-" + box.dataset.flame;
    for (const side of ["head", "base"]) {
      const label = make("label"), radio = make("input");
      radio.type = "radio";
      radio.name = group;
      radio.value = side;
      radio.checked = side === state.side;
      radio.disabled = !(root[side] > 0);
      radio.addEventListener("change", () => { state.side = side; state.zoom = root; state.focus = root; render(); });
      label.append(radio, side);
      widths.append(label);
    }
    const out = make("button", "", "Zoom out");
    out.type = "button";
    out.addEventListener("click", () => zoom(root));
    bar.append(find, widths, out);

    const legend = make("p", "legend");
    for (const [c, text] of [["grew", "own cost grew"], ["", "as it was"], ["shrank", "own cost shrank"]]) {
      const item = make("span");
      item.append(make("i", c), text);
      legend.append(item);
    }
    legend.append(make("span", "keys", "arrow keys move, Enter zooms, Escape zooms out"));
    const lost = make("p", "note");
    if (gone) lost.textContent = `Called in base only: ${value(flame.unit, gone)} an operation, ${goneFrames === 1 ? "in one place" : `in ${goneFrames} places`}. The widths of base show it.`;
    box.append(bar, frames, info, legend, lost);

    function tell(f) {
      const share = root[state.side] > 0 ? ` (${percent(f[state.side] / root[state.side])} of ${state.side})` : "";
      info.textContent = `${f.name}: base ${value(flame.unit, f.base)}, head ${value(flame.unit, f.head)}${share}, ` +
        `${change(flame.unit, f.head - f.base)} with its calls, ${change(flame.unit, f.change)} of its own` +
        (f.place ? `; ${f.place}` : "");
    }

    function zoom(f) {
      state.zoom = state.focus = f;
      render();
      f.element.focus({ preventScroll: true });
    }

    function focus(f) {
      if (!f || !f.element) return;
      if (state.focus.element) state.focus.element.tabIndex = -1;
      state.focus = f;
      f.element.tabIndex = 0;
      f.element.focus({ preventScroll: true });
      tell(f);
    }

    const wider = (a, b) => b[state.side] - a[state.side];
    const drawn = f => f && f.element;
    function sibling(f, by) {
      const list = frames.querySelectorAll(`[aria-level="${f.depth + 1}"]`);
      const next = list[[...list].indexOf(f.element) + by];
      return next && next.frame;
    }
    const moves = {
      ArrowUp: f => f.parent,
      ArrowDown: f => [...f.children].sort(wider).find(drawn),
      ArrowLeft: f => sibling(f, -1),
      ArrowRight: f => sibling(f, +1),
      Home: () => root,
    };
    frames.addEventListener("keydown", e => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const f = e.target.frame;
      if (moves[e.key]) focus(moves[e.key](f));
      else if (e.key === "Enter" || e.key === " ") zoom(f);
      else if (e.key === "Escape") zoom(root);
      else return;
      e.preventDefault();
      e.stopPropagation();
    });
    frames.addEventListener("click", e => { if (e.target.frame) zoom(e.target.frame); });
    frames.addEventListener("mouseover", e => { if (e.target.frame) tell(e.target.frame); });
    frames.addEventListener("mouseleave", () => tell(state.focus));
    frames.addEventListener("focusin", e => { if (e.target.frame) tell(e.target.frame); });
    input.addEventListener("input", () => { state.query = input.value.trim().toLowerCase(); mark(); });

    function place(f, x, width) {
      const e = make("div", f.change > 0 ? "grew" : f.change < 0 ? "shrank" : "", f.name);
      e.frame = f;
      f.element = e;
      e.style.left = 100 * x + "%";
      e.style.width = 100 * width + "%";
      e.style.top = f.depth * rowHeight + "px";
      e.style.setProperty("--share", most ? Math.sqrt(Math.abs(f.change) / most).toFixed(3) : "0");
      if (width < 0.02) e.style.padding = "0";
      e.setAttribute("role", "treeitem");
      e.setAttribute("aria-level", f.depth + 1);
      e.setAttribute("aria-selected", String(f === state.zoom));
      e.setAttribute("aria-label", `${f.name}, ${percent(f[state.side] / (root[state.side] || 1))}, ${change(flame.unit, f.head - f.base)}`);
      e.tabIndex = f === state.focus ? 0 : -1;
      frames.append(e);
      return f.depth;
    }

    // under draws a frame's calls below it and returns the deepest row.
    function under(f, x, width) {
      let deepest = f.depth, at = x;
      for (const c of f.children) {
        const w = f[state.side] > 0 ? width * c[state.side] / f[state.side] : 0;
        if (w >= narrowest) {
          place(c, at, w);
          deepest = Math.max(deepest, under(c, at, w));
        }
        at += w;
      }
      return deepest;
    }

    function render() {
      each(root, f => { f.element = null; });
      frames.replaceChildren();
      for (let f = state.zoom.parent; f; f = f.parent) { place(f, 0, 1); f.element.classList.add("above"); }
      place(state.zoom, 0, 1);
      const deepest = under(state.zoom, 0, 1);
      frames.style.height = (deepest + 1) * rowHeight + "px";
      out.disabled = state.zoom === root;
      mark();
      tell(state.focus);
    }

    // mark shows what the search finds; a call below a hit is not counted twice.
    function mark() {
      const hit = f => state.query && f.name.toLowerCase().includes(state.query);
      let sum = 0, n = 0;
      const count = f => {
        if (hit(f)) { sum += f[state.side]; n++; each(f, c => { if (c !== f && hit(c)) n++; }); } else f.children.forEach(count);
      };
      count(root);
      frames.classList.toggle("searching", !!state.query);
      for (const e of frames.children) e.classList.toggle("hit", !!hit(e.frame));
      if (state.query) info.textContent = `${n} calls match, ${percent(root[state.side] > 0 ? sum / root[state.side] : 0)} of ${state.side}`;
      else tell(state.focus);
    }
    render();
  }

  for (const box of document.querySelectorAll("[data-flame]")) {
    const flame = flames[Number(box.dataset.flame)];
    if (flame) draw(box, flame);
  }
})();
