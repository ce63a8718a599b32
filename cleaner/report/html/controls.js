// Sound, filters, keys.

function play(ms) {
  if (!audio || ms === null || Number.isNaN(ms)) return;
  audio.currentTime = ms / 1000;
  audio.play().catch(() => {}); // what is wrong is told by the element's own event
}

const timed = [...document.querySelectorAll("#meant .s[data-end]")].map((element) => ({
  element,
  start: Number(element.dataset.t),
  end: Number(element.dataset.end),
}));

/** Mark what is heard at this moment, here and in the timeline. */
function follow() {
  const ms = audio.currentTime * 1000;
  for (const { element, start, end } of timed) element.classList.toggle("playing", start <= ms && ms < end);
  for (const element of said.querySelectorAll(".playing")) element.classList.remove("playing");
  const number = sentences.findIndex(({ start, end }) => start !== null && start <= ms && ms < end);
  if (number >= 0) for (const one of said.querySelectorAll(`[data-i="${number}"]`)) one.classList.add("playing");
  for (const row of document.querySelectorAll("svg.row")) {
    const [start, end] = [Number(row.dataset.start), Number(row.dataset.end)];
    const head = row.querySelector(".playhead");
    const here = start <= ms && ms < end && ms > 0;
    head.setAttribute("visibility", here ? "visible" : "hidden");
    const x = `${(100 * (ms - start)) / (end - start)}%`;
    if (here) for (const name of ["x1", "x2"]) head.setAttribute(name, x);
  }
}

if (audio) {
  document.body.classList.add("sounds");
  audio.addEventListener("timeupdate", follow);
  const tell = () => (by("trouble").hidden = false);
  audio.addEventListener("error", tell);
  if (audio.error) tell();
  document.addEventListener("click", (event) => {
    if (event.target.closest("#card, a")) return;
    if (!getSelection().isCollapsed && event.target.closest(".text")) return; // it was selecting
    const found = editAt(event.target);
    const place = event.target.closest("[data-t]");
    const heardIn = event.target.closest("#said .s");
    if (found) play(found[0].start);
    else if (place) play(Number(place.dataset.t));
    else if (heardIn) play(sentences[Number(heardIn.dataset.i)].start);
  });
}

document.addEventListener("click", (event) => {
  const found = editAt(event.target);
  if (found) card.show(...found);
  else if (card.edit && !event.composedPath().some((one) => one === card.element || one === said)) card.hide();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && card.edit && !card.element.contains(event.target)) card.hide();
});

// ---- One stop of the Tab key for each text; arrows go on from there -------------------------------------------------

const STOPS = '.go, [role="button"]';

/** See to it that the Tab key finds a place in a text. */
function enter(text) {
  if (!text.querySelector('[tabindex="0"]')) text.querySelector(STOPS)?.setAttribute("tabindex", "0");
}

function move(text, from, step) {
  const stops = [...text.querySelectorAll(STOPS)];
  let index = stops.indexOf(from) + step;
  while (stops[index] && !stops[index].checkVisibility()) index += step;
  stops[index]?.focus();
}

for (const text of document.querySelectorAll(".stops")) {
  enter(text);
  text.addEventListener("focusin", (event) => {
    for (const one of text.querySelectorAll('[tabindex="0"]')) one.setAttribute("tabindex", "-1");
    event.target.setAttribute("tabindex", "0");
  });
  text.addEventListener("keydown", (event) => {
    const stop = event.target.closest(STOPS);
    if (!stop || event.ctrlKey || event.metaKey || event.altKey) return;
    const edit = editAt(stop)?.[0];
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) move(text, stop, step);
    else if (stop.localName !== "button" && (event.key === "Enter" || event.key === " "))
      stop.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else if (edit && event.key.toLowerCase() === "a") toggle(edit);
    else if (event.key === "Tab" && !event.shiftKey && edit && card.edit === edit)
      card.element.querySelector("button").focus();
    else return;
    event.preventDefault();
  });
}

// ---- Filters --------------------------------------------------------------------------------------------------------

function press(button, pressed) {
  button.setAttribute("aria-pressed", String(pressed));
}

/** Chips of which several may be chosen; none means all. */
function group(name, label, values) {
  const row = make("div", { class: "chips", role: "group", "aria-label": label });
  row.append(make("span", { class: "label" }, label));
  for (const [value, number] of values) {
    const chip = make("button", { type: "button", class: "chip", "data-filter": `${name}:${value}` }, say(value), " ");
    press(chip, false);
    if (number !== null) chip.append(make("span", { class: "n" }, String(number)));
    chip.addEventListener("click", () => {
      const chosen = filters[name];
      if (!chosen.delete(value)) chosen.add(value);
      press(chip, chosen.has(value));
      card.hide();
      draw();
    });
    row.append(chip);
  }
  return row;
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts];
}

const safeties = counted(edits.map((edit) => edit.safety));
safeties.sort(([one], [other]) => SAFETIES.indexOf(one) - SAFETIES.indexOf(other));
const lossy = edits.filter((edit) => edit.facts).length;
const statuses = ["applied", "offered", "decided"].map((value) => [value, null]);
if (lossy) statuses.push(["lossy", lossy]);

by("filters").append(
  group("stage", say("by_stage"), counted(edits.map((edit) => edit.stage))),
  group("safety", say("by_safety"), safeties),
  group("status", say("by_status"), statuses),
);

const states = document.querySelectorAll("#states .chip");
for (const chip of states) {
  chip.addEventListener("click", () => {
    if (chip.dataset.state) press(chip, chip.getAttribute("aria-pressed") !== "true");
    const pressed = [...states].filter((one) => one.getAttribute("aria-pressed") === "true");
    const chosen = new Set(chip.dataset.state ? pressed.map((one) => one.dataset.state).filter(Boolean) : []);
    for (const one of states) press(one, one.dataset.state ? chosen.has(one.dataset.state) : !chosen.size);
    by("meant").classList.toggle("filtered", chosen.size > 0);
    for (const line of by("meant").children) {
      const parts = [...line.querySelectorAll(".s")];
      for (const part of parts) part.hidden = chosen.size > 0 && !chosen.has(part.dataset.state);
      line.classList.toggle("match", parts.some((part) => !part.hidden));
    }
  });
}

// ---- Views, copying, going from edit to edit ------------------------------------------------------------------------

for (const name of ["marks", "clean"]) {
  by(`view-${name}`).addEventListener("click", () => {
    said.classList.toggle("clean", name === "clean");
    press(by("view-marks"), name === "marks");
    press(by("view-clean"), name === "clean");
    card.hide();
  });
}

by("copy").addEventListener("click", async () => {
  const text = render(points, edits.filter((edit) => edit.on));
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { class: "vh" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) return void (by("live").textContent = say("copy_failed"));
  }
  by("live").textContent = by("copy").textContent = say("copied");
  setTimeout(() => (by("copy").textContent = say("copy")), 2000);
});

for (const [id, step] of [["previous", -1], ["next", 1]]) {
  by(id).addEventListener("click", () => {
    const stops = [...said.querySelectorAll('.edit[role="button"], .flag')];
    if (!stops.length) return;
    const here = stops.indexOf(said.querySelector('.edit[tabindex="0"], .flag[tabindex="0"]'));
    const to = stops[(here + step + stops.length + (here < 0 && step < 0)) % stops.length];
    if (said.classList.contains("clean")) by("view-marks").click();
    to.scrollIntoView({ block: "center" });
    to.focus({ preventScroll: true });
  });
}

for (const element of document.querySelectorAll(".needs-script")) element.hidden = false;
draw();
count();
for (const text of document.querySelectorAll(".stops")) enter(text);
globalThis.cleaner = { points, edits, render, redraw: draw };
