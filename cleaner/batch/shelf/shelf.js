// The files of a batch, and their scripts.

const STATES = ["failed", "waiting", "done"];
const rows = data.rows.map((values, number) => {
  const row = Object.fromEntries(data.fields.map((field, n) => [field, values[n] ?? null]));
  row.number = number;
  row.state = STATES[row.state];
  row.flags = (row.flags ?? []).map((flag) => data.flags[flag]);
  row.changes = row.edits && row.edits.reduce((sum, one) => sum + one, 0);
  row.script = row.script < 0 ? null : data.scripts[row.script];
  row.name = legible(row.source);
  row.sought = [row.name, row.error, ...row.flags.map((flag) => say(flag))].join("\n").toLowerCase();
  return row;
});

/** A file's name in one line, as cleaner.report.visible.legible has it. */
function legible(name) {
  return name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (char) => {
    const code = char.codePointAt(0);
    if (char === "\u200d") return char;
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
    return char === "\n" ? "⏎" : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** The URL of a path relative to the page, as cleaner.report.html.recording.href has it: bytes stay what they are. */
function href(path) {
  return path.replace(/[^A-Za-z0-9_.~/-]/gu, (char) => {
    const code = char.codePointAt(0);
    if (code >= 0xdc80 && code <= 0xdcff) return `%${(code - 0xdc00).toString(16).toUpperCase()}`;
    if (code >= 0xd800 && code <= 0xdfff) return "%EF%BF%BD";
    const plain = encodeURIComponent(char);
    return plain === char ? `%${code.toString(16).toUpperCase()}` : plain;
  });
}

function clock(ms) {
  const all = Math.floor(ms / 1000);
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (n) => String(n).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** A share of one, to a tenth of a percent; nothing that is not whole reads as whole. */
function percent(share) {
  if (share === null) return null;
  let tenths = Math.round(share * 1000);
  if (tenths === 1000 && share < 1) tenths = 999;
  if (tenths === 0 && share > 0) tenths = 1;
  return `${tenths % 10 ? (tenths / 10).toFixed(1) : tenths / 10} %`;
}

const number = (value) => (value === null ? null : value.toLocaleString("zh-CN"));

// ---- Names in an order for people: 第 2 次 before 第 10 次 ----------------------------------------------------------

const ranks = new Map();
function rank(key) {
  if (!ranks.has(key)) {
    const { compare } = new Intl.Collator("zh-CN", { numeric: true });
    const texts = [...new Set(rows.map((row) => row[key]).filter((text) => text !== null))].sort(compare);
    ranks.set(key, new Map(texts.map((text, n) => [text, n])));
  }
  return (row) => ranks.get(key).get(row[key]) ?? null;
}
const ranked = (key) => (row) => rank(key)(row);

// ---- Cells ----------------------------------------------------------------------------------------------------------

function links(row) {
  const made = (row.outputs ?? []).flatMap((path, n) => (path ? [[data.formats[n], `./${href(path)}`]] : []));
  if (data.folder !== null) made.push(["source", data.folder + href(row.source)]);
  return made.map(([format, url]) => {
    const what = say(format);
    return make("a", { href: url, "aria-label": say("link_label", { name: row.name, what }) }, what);
  });
}

function title(row) {
  const cut = row.name.lastIndexOf("/") + 1;
  const parts = cut ? [make("span", { class: "folder" }, row.name.slice(0, cut))] : [];
  const path = row.outputs && [row.outputs[data.formats.indexOf("html")], ...row.outputs].find(Boolean);
  const file = { class: "file", href: path ? `./${href(path)}` : null };
  parts.push(make(path ? "a" : "span", file, row.name.slice(cut)));
  if (row.error) parts.push(make("span", { class: "error", lang: "en" }, row.error));
  const flags = row.flags.map((flag) => make("span", { lang: data.labels[flag] ? null : "en" }, say(flag)));
  if (flags.length) parts.push(make("span", { class: "flags" }, ...flags));
  return parts;
}

function edits(row) {
  if (!row.edits) return null;
  const some = row.edits.flatMap((count, n) => (count ? [`${say(data.stages[n])} ${count}`] : []));
  return [number(row.changes), ...(some.length ? [make("span", { class: "note" }, some.join(" · "))] : [])];
}

const figure = (key, value = (row) => row[key], cell = (row) => number(value(row))) => ({ key, value, cell, figure: true });
const name = { key: "name", value: ranked("name"), cell: title, head: true, rising: true };
const scripted = rows.filter((row) => row.states);
const shares = ["coverage", "cer"].map((key) => figure(key, (row) => row[key], (row) => percent(row[key])));
const columns = [
  name,
  { key: "state", value: (row) => STATES.indexOf(row.state), cell: (row) => say(row.state), rising: true },
  { key: "type", value: (row) => row.recording, cell: (row) => say(row.recording ? "recording" : "transcript") },
  figure("duration", (row) => row.duration, (row) => (row.duration === null ? null : clock(row.duration))),
  figure("heard"),
  figure("written"),
  figure("edits", (row) => row.changes, edits),
  figure("facts"),
  figure("offered"),
  ...(scripted.length ? shares : []),
  figure("seconds", (row) => row.seconds, (row) => say("in_seconds", { n: row.seconds })),
  { key: "links", cell: (row) => links(row).flatMap((link) => [link, " "]) },
];
const stages = data.stages.flatMap((stage, n) =>
  rows.some((row) => row.edits?.[n])
    ? [{ key: stage, label: say("edits_of", { stage: say(stage) }), value: (row) => row.edits?.[n] ?? null }]
    : [],
);

// ---- The files, and how they are found ------------------------------------------------------------------------------

const place = by("files");
if (place) {
  const table = new Table(place, { columns, sorts: [...columns, ...stages], rows, caption: "list-h", given: "given" });
  const tests = {
    state: Object.fromEntries(STATES.map((state) => [state, (row) => row.state === state])),
    type: { recording: (row) => row.recording === 1, transcript: (row) => row.recording === 0 },
    look: {
      flagged: (row) => row.flags.length > 0,
      lossy: (row) => row.facts > 0,
      offering: (row) => row.offered > 0,
      scripted: (row) => row.script !== null,
    },
  };
  const chosen = { state: new Set(), type: new Set(), look: new Set() };
  const search = make("input", { type: "search", id: "search", placeholder: say("search"), "aria-label": say("search") });

  const choose = () => {
    const sought = search.value.trim().toLowerCase();
    const groups = Object.entries(chosen).filter(([, names]) => names.size);
    table.filter(
      (row) =>
        row.sought.includes(sought) &&
        groups.every(([group, names]) => [...names].some((one) => tests[group][one](row))),
    );
  };
  search.addEventListener("input", choose);

  /** Chips of which several may be chosen; none means all. Those that tell nothing apart are left out. */
  const group = (key) => {
    const counted = Object.entries(tests[key]).map(([value, test]) => [value, rows.filter(test).length]);
    const telling = counted.filter(([, count]) => count && count < rows.length);
    const chips = telling.map(([value, count]) => {
      const chip = button("", () => {
        if (!chosen[key].delete(value)) chosen[key].add(value);
        chip.setAttribute("aria-pressed", String(chosen[key].has(value)));
        choose();
      }, { "aria-pressed": "false", "data-filter": `${key}:${value}` });
      chip.append(say(value), " ", make("span", { class: "n" }, number(count)));
      return chip;
    });
    const label = say(`by_${key}`);
    const made = make("div", { class: "chips", role: "group", "aria-label": label });
    if (chips.length) made.append(make("span", { class: "label" }, label), ...chips);
    return made;
  };
  place.prepend(make("div", { class: "find", role: "search" }, search, ...Object.keys(tests).map(group)));
}

// ---- The scripts ----------------------------------------------------------------------------------------------------

if (by("takes")) {
  const states = data.said.map((state, n) => figure(state, (row) => row.states[n]));
  const order = figure("order", (row) => row.order, (row) => percent(row.order));
  const script = { key: "script", value: ranked("script"), cell: (row) => legible(row.script), rising: true };
  scripted.sort((one, other) => script.value(one) - script.value(other) || one.number - other.number);
  new Table(by("takes"), { columns: [name, script, ...shares, order, ...states], rows: scripted, caption: "scripts-h", given: "by_script" });
}

for (const element of document.querySelectorAll(".needs-script")) element.hidden = false;
