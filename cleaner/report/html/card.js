// What an edit is and why, beside it; and what can be done about it.

const card = {
  element: by("card"),
  edit: null,
  place: null,
  timer: 0,

  show(edit, place) {
    clearTimeout(this.timer);
    [this.edit, this.place] = [edit, place];
    const { element } = this;
    const had = element.contains(document.activeElement);
    const arrow = edit.before && edit.after ? [" → "] : [];
    const meta = [say(edit.stage), say(edit.safety), say(status(edit))];
    if (edit.start !== null) meta.push(clock(edit.start));
    element.replaceChildren(
      make(
        "p",
        { class: "change" },
        ...(edit.before ? [make("del", {}, visible(edit.before))] : []),
        ...arrow,
        ...(edit.after ? [make("ins", {}, visible(edit.after))] : []),
      ),
      make("p", { class: "reason", lang: "en" }, edit.reason),
      ...(edit.facts ? [make("p", { class: "gone" }, say("gone", edit))] : []),
      make("p", { class: "meta" }, `${meta.join(" · ")} `, make("code", {}, edit.rule)),
      make("p", { class: "buttons" }, ...this.buttons(edit)),
    );
    element.setAttribute("aria-label", change(edit));
    element.hidden = false;
    this.put();
    if (had) element.querySelector(".decide").focus();
  },

  buttons(edit) {
    const button = (name, text, action) => {
      const made = make("button", { type: "button", class: `chip ${name}` }, text);
      made.addEventListener("click", action);
      return made;
    };
    const word = edit.applied ? (edit.on ? "reject" : "redo") : edit.on ? "withdraw" : "accept";
    return [
      button("decide", say(word), () => toggle(edit)),
      ...(audio && edit.start !== null ? [button("plain", `▸ ${say("play")}`, () => play(edit.start))] : []),
      button("plain", say("close"), () => this.back()),
    ];
  },

  /** Below the edit, or above it where there is no room; on a phone it has its own place. */
  put() {
    const { style } = this.element;
    style.left = style.top = "";
    if (getComputedStyle(this.element).position === "fixed") return;
    const at = this.place.getClientRects()[0] ?? this.place.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = Math.max(8, Math.min(at.left - 12, document.documentElement.clientWidth - width - 8));
    const below = at.bottom + 8;
    const foot = innerHeight - (by("player")?.offsetHeight ?? 0);
    const top = below + height <= foot || at.top - height - 8 < 0 ? below : at.top - height - 8;
    style.left = `${left + scrollX}px`;
    style.top = `${top + scrollY}px`;
  },

  hide() {
    clearTimeout(this.timer);
    this.element.hidden = true;
    this.edit = this.place = null;
  },

  hideSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const focused = document.activeElement;
      if (!this.element.contains(focused) && focused?.dataset?.n !== String(this.edit?.number)) this.hide();
    }, 300);
  },

  /** To the edit that it is about. */
  back() {
    const place = this.edit && places(this.edit).find((one) => one.hasAttribute("tabindex"));
    this.hide();
    if (place) {
      place.focus({ preventScroll: true });
      this.hide();
    }
  },
};

/** The edit that an element belongs to, if it is one that is shown. */
function editAt(target) {
  const place = target.closest?.(".edit:not(.quiet), .flag, .offer");
  if (!place || !said.contains(place) || said.classList.contains("clean")) return null;
  return [numbered.get(Number(place.dataset.n)), place];
}

said.addEventListener("focusin", (event) => {
  const found = editAt(event.target);
  if (found) card.show(...found);
  else card.hide();
});
said.addEventListener("focusout", () => card.hideSoon());
said.addEventListener("pointerover", (event) => {
  const found = event.pointerType === "mouse" && editAt(event.target);
  if (found) card.show(...found);
});
said.addEventListener("pointerout", (event) => {
  if (event.pointerType === "mouse") card.hideSoon();
});
card.element.addEventListener("pointerenter", () => clearTimeout(card.timer));
card.element.addEventListener("pointerleave", () => card.hideSoon());
card.element.addEventListener("focusout", () => card.hideSoon());
card.element.addEventListener("keydown", (event) => {
  const first = card.element.querySelector("button") === event.target;
  if (event.key === "Escape" || (event.key === "Tab" && event.shiftKey && first)) {
    event.preventDefault();
    card.back();
  }
});
addEventListener("resize", () => card.edit && card.put());
