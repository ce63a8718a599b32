// Draws what was heard with its edits, and anew after each decision.

const points = data.text.flatMap((part) => Array.from(part));
const sentences = data.sentences.map(([at, start, end]) => ({ at, start, end }));
const SAFETIES = ["SAFE", "LIKELY", "UNSURE", "ASK"];
const edits = data.edits.map(([number, rule, spans, before, after, reason, safety, applied, facts, start, end]) => ({
  number,
  rule: data.rules[rule],
  stage: data.rules[rule].split(".")[0],
  spans,
  before,
  after,
  reason: data.reasons[reason],
  safety: SAFETIES[safety],
  applied: applied === 1,
  facts,
  on: applied === 1,
  start,
  end,
}));
const numbered = new Map(edits.map((edit) => [edit.number, edit]));
const audio = by("audio");
const said = by("said");

function clock(ms) {
  const all = Math.floor(ms / 1000);
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (n) => String(n).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** Text of which line ends, blanks at its ends and nothing at all can be seen. */
function visible(text) {
  return text.replace(/\n/g, "↵").replace(/^ | $/g, "␣");
}

function change(edit) {
  const [before, after] = [visible(edit.before), visible(edit.after)];
  return say(!after ? "delete" : !before ? "insert" : "replace", { before, after });
}

function status(edit) {
  return edit.on === edit.applied ? (edit.applied ? "applied" : "offered") : "decided";
}

// ---- The text -------------------------------------------------------------------------------------------------------

const filters = { stage: new Set(), safety: new Set(), status: new Set() };

/** Whether an edit is to be seen: it is in each group of which anything is chosen. */
function isShown(edit) {
  const values = { stage: [edit.stage], safety: [edit.safety], status: [status(edit), edit.facts ? "lossy" : ""] };
  const isChosen = ([name, chosen]) => !chosen.size || values[name].some((one) => chosen.has(one));
  return Object.entries(filters).every(isChosen);
}

/** The text in lines of items: [sentence, kind, text, edit, offer], kind being kept, deleted, inserted or flag. */
function layout() {
  const lines = [[]];
  let sentence = 0;
  const add = (kind, text, edit, offer) => {
    text.split("\n").forEach((part, index) => {
      if (index) lines.push([]);
      if (part) lines.at(-1).push([sentence, kind, part, edit, offer]);
    });
  };
  const off = edits.filter((edit) => !edit.on);
  const [on, cuts] = [edits.filter((edit) => edit.on), sentences.map((one) => one.at)];
  for (const run of runs(points, on, off, cuts)) {
    while (sentence + 1 < sentences.length && 2 * sentences[sentence + 1].at + 1 <= run.slot) sentence += 1;
    const text = points.slice(run.from, run.to).join("");
    for (const edit of run.flags) add("flag", " ", edit, null);
    if (!run.edit) add("kept", text, null, run.offer);
    else {
      if (text) add("deleted", text.replace(/\n/g, "↵"), run.edit, run.offer);
      if (run.after) add("inserted", run.after, run.edit, run.offer);
    }
  }
  return lines;
}

function describe(edit) {
  const moment = edit.start === null ? "" : `，${clock(edit.start)}`;
  const facts = edit.facts && `，${say("gone", edit)}`;
  const about = [edit.stage, edit.safety, status(edit)].map((key) => say(key)).join("，");
  return `${change(edit)}：${edit.reason}（${about}${moment}${facts}）`;
}

function control(edit) {
  return { role: "button", tabindex: "-1", "aria-label": describe(edit), "aria-keyshortcuts": "a" };
}

function drawFlag(edit) {
  const sign = edit.applied ? "↺" : "◇";
  return make("span", { class: `flag ${status(edit)}`, "data-n": edit.number, ...control(edit) }, sign);
}

/** The element of one line. `begun` holds the edits and sentences that have their control already. */
function drawLine(items, begun) {
  const line = make("p", { class: items.length ? "line" : "line blank" });
  let [box, inside] = [null, -1];
  let [edited, last] = [null, null];
  for (const [number, kind, text, edit, offer] of items) {
    if (number !== inside) {
      box = make("span", { class: "s", "data-i": number });
      const start = sentences[number]?.start ?? null; // a text of nothing has no sentence
      if (audio && start !== null && !begun.has(number)) {
        const label = say("play_at", { time: clock(start), text: excerpt(number) });
        box.append(make("button", { type: "button", class: "go", tabindex: "-1", "aria-label": label }, "▸"));
      }
      begun.add(number);
      line.append(box);
      [inside, last] = [number, null];
    }
    let into = box;
    if (offer && isShown(offer)) {
      into = make("span", { class: `offer ${status(offer)}`, "data-n": offer.number });
      box.append(into);
    }
    if (kind === "kept") into.append(text);
    else if (kind === "flag") {
      if (isShown(edit)) box.append(drawFlag(edit));
    } else {
      if (last !== edit || kind === "deleted" || into !== box) {
        const classes = ["edit", edit.stage, status(edit), isShown(edit) ? "" : "quiet", edit.facts ? "lossy" : ""];
        edited = make("span", { class: classes.filter(Boolean).join(" "), "data-n": edit.number });
        into.append(edited);
        if (isShown(edit) && !begun.has(edit)) {
          for (const [name, value] of Object.entries(control(edit))) edited.setAttribute(name, value);
          begun.add(edit);
        }
      }
      edited.append(make(kind === "deleted" ? "del" : "ins", {}, text));
    }
    last = kind === "deleted" || kind === "inserted" ? edit : null;
  }
  return line;
}

function excerpt(number) {
  const end = sentences[number + 1]?.at ?? points.length;
  const { at } = sentences[number];
  return points.slice(at, Math.min(end, at + 24)).join("").trim();
}

let drawn = null;

/** Draw the text; lines that have not changed keep their elements. */
function draw() {
  const lines = layout();
  const begun = new Set();
  const made = lines.map((items) => {
    const look = (edit) => edit && [edit.number, isShown(edit), status(edit), begun.has(edit)];
    const key = JSON.stringify(
      items.map(([number, ...rest]) => [number, begun.has(number), ...rest.slice(0, 2), ...rest.slice(2).map(look)]),
    );
    for (const [number, kind, , edit] of items) {
      begun.add(number);
      if (edit && kind !== "flag" && isShown(edit)) begun.add(edit);
    }
    return { key, items };
  });
  const old = drawn ?? [];
  let head = 0;
  while (head < old.length && head < made.length && old[head].key === made[head].key) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, made.length) - head && old.at(-1 - tail).key === made.at(-1 - tail).key) tail += 1;
  const again = new Set();
  made.forEach((line, index) => {
    if (index < head) line.element = old[index].element;
    else if (index >= made.length - tail) line.element = old[old.length - made.length + index].element;
    else line.element = drawLine(line.items, again);
    for (const [number, kind, , edit] of line.items) {
      again.add(number);
      if (edit && kind !== "flag" && isShown(edit)) again.add(edit);
    }
  });
  if (!drawn) said.replaceChildren(...made.map((line) => line.element));
  else {
    const before = head ? made[head - 1].element : null;
    for (const line of old.slice(head, old.length - tail)) line.element.remove();
    const fresh = made.slice(head, made.length - tail).map((line) => line.element);
    if (before) before.after(...fresh);
    else said.prepend(...fresh);
  }
  drawn = made;
  const shown = edits.filter(isShown).length;
  by("shown").textContent = edits.length ? say("shown", { n: shown, of: edits.length }) : say("no_edits");
  enter(said);
}

/** The elements of an edit. */
function places(edit) {
  return [...said.querySelectorAll(`[data-n="${edit.number}"]`)];
}

// ---- Decisions ------------------------------------------------------------------------------------------------------

let saved = "";

function decisions() {
  const named = ({ rule, spans, after }) => {
    const pairs = [];
    for (let i = 0; i < spans.length; i += 2) pairs.push([spans[i], spans[i + 1]]);
    return { rule, spans: pairs, after };
  };
  return {
    format: "cleaner-decisions",
    version: 1,
    text: data.sha256,
    accept: edits.filter((edit) => edit.on && !edit.applied).map(named),
    reject: edits.filter((edit) => !edit.on && edit.applied).map(named),
  };
}

/** Put an edit on or off, and draw what follows from it. */
function toggle(edit) {
  edit.on = !edit.on;
  const had = said.contains(document.activeElement);
  draw();
  count();
  const key = edit.applied ? (edit.on ? "said_redone" : "said_rejected") : edit.on ? "said_accepted" : "said_withdrawn";
  by("live").textContent = `${say(key)}：${change(edit)}`;
  const [place] = places(edit).filter((one) => one.hasAttribute("tabindex"));
  if (had && place) place.focus({ preventScroll: true });
  if (card.edit === edit) place ? card.show(edit, place) : card.hide();
}

function count() {
  const { accept, reject } = decisions();
  const some = accept.length + reject.length > 0;
  const numbers = { accept: accept.length, reject: reject.length };
  by("tally").textContent = say(some ? "decisions_some" : "decisions_none", numbers);
  by("save").disabled = by("forget").disabled = !some;
}

by("save").addEventListener("click", () => {
  saved = JSON.stringify(decisions());
  const url = URL.createObjectURL(new Blob([JSON.stringify(decisions(), null, 1), "\n"], { type: "application/json" }));
  make("a", { href: url, download: "decisions.json" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
});

by("forget").addEventListener("click", () => {
  for (const edit of edits) edit.on = edit.applied;
  card.hide();
  draw();
  count();
  said.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
});

addEventListener("beforeunload", (event) => {
  const now = decisions();
  if (now.accept.length + now.reject.length && JSON.stringify(now) !== saved) event.preventDefault();
});
