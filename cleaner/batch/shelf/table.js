// A table that can be sorted, filtered and leafed through; only the rows of one leaf are in the document.

function button(text, action, attributes = {}) {
  const made = make("button", { type: "button", class: "chip", ...attributes }, text);
  made.addEventListener("click", action);
  return made;
}

/**
 * Columns have a key, `value(row)` to sort by (a number, a text's rank, or null, which comes last), `cell(row)`, and
 * `rising` where the least comes first at the first click.
 */
class Table {
  constructor(place, { columns, sorts = columns, rows, caption, given }) {
    Object.assign(this, { place, columns, sorts, rows, given: say(given), sort: null, down: false, leaf: 0 });
    this.chosen = rows;
    this.heads = new Map(columns.map((column) => [column, this.head(column)]));
    this.body = make("tbody", { role: "rowgroup" });
    const top = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...this.heads.values()));
    this.table = make("table", { role: "table", "aria-labelledby": caption }, top, this.body);
    this.counts = [1, 2].map(() => make("span", { class: "count" })); // above and below
    this.leaves = ["first", "previous", "next", "last"].map((name) => button(say(name), () => this.go(name)));
    const pages = make("nav", { class: "pages", "aria-label": say("pages") }, this.counts[1], ...this.leaves);
    place.replaceChildren(this.sorter(), this.table, pages);
    addEventListener("beforeprint", () => this.draw(true));
    addEventListener("afterprint", () => this.draw());
    this.draw();
  }

  head(column) {
    const label = say(column.key);
    const inner = column.value ? button(label, () => this.by(column), { class: "sort" }) : label;
    return make("th", { scope: "col", role: "columnheader", class: `${column.key}${column.figure ? " figure" : ""}` }, inner);
  }

  /** The same by a list, which has more to sort by than there are columns, and is all there is on a phone. */
  sorter() {
    const keys = this.sorts.filter((one) => one.value);
    this.list = make("select", {}, make("option", { value: "-1" }, this.given));
    this.list.append(...keys.map((one, n) => make("option", { value: String(n) }, one.label ?? say(one.key))));
    this.list.addEventListener("change", () => this.by(keys[Number(this.list.value)] ?? null));
    this.keys = keys;
    this.turn = button(say("turn"), () => this.by(this.sort));
    return make("div", { class: "sorter" }, make("label", {}, say("sort"), " ", this.list), this.turn, this.counts[0]);
  }

  /** Sort by a column; by the same once more turns the order around, by none gives the order of the data. */
  by(column) {
    this.down = column !== null && (this.sort === column ? !this.down : !column.rising);
    this.sort = column;
    this.leaf = 0;
    this.arrange();
    this.draw();
    const key = column && (column.label ?? say(column.key));
    by("live").textContent = column ? say(this.down ? "sorted_down" : "sorted_up", { key }) : this.given;
  }

  filter(test) {
    this.chosen = this.rows.filter(test);
    this.leaf = 0;
    this.arrange();
    this.draw();
    by("live").textContent = this.counts[0].textContent;
  }

  arrange() {
    const { sort, down } = this;
    const places = new Map(this.rows.map((row, n) => [row, n]));
    this.chosen.sort((one, other) => places.get(one) - places.get(other));
    if (!sort) return;
    const sign = down ? -1 : 1;
    const values = new Map(this.chosen.map((row) => [row, sort.value(row)]));
    this.chosen.sort((one, other) => {
      const [a, b] = [values.get(one), values.get(other)];
      return a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -sign : sign;
    });
  }

  go(name) {
    const last = this.last();
    this.leaf = { first: 0, previous: Math.max(0, this.leaf - 1), next: Math.min(last, this.leaf + 1), last }[name];
    const focused = document.activeElement;
    this.draw();
    if (focused.disabled) this.leaves.find((one) => !one.disabled).focus();
    this.table.scrollIntoView({ block: "start" });
    by("live").textContent = this.counts[0].textContent;
  }

  last() {
    return Math.max(0, Math.ceil(this.chosen.length / data.size) - 1);
  }

  draw(all = false) {
    const from = all ? 0 : this.leaf * data.size;
    const shown = all ? this.chosen : this.chosen.slice(from, from + data.size);
    this.body.replaceChildren(...shown.map((row) => this.row(row)));
    for (const [column, head] of this.heads) {
      if (column === this.sort) head.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    this.list.value = String(this.keys.findIndex(({ key, value }) => key === this.sort?.key && value === this.sort.value));
    this.turn.disabled = this.sort === null;
    const number = (n) => n.toLocaleString("zh-CN");
    const values = { from: number(from + 1), to: number(from + shown.length), n: number(this.chosen.length) };
    const count = say(shown.length ? "shown" : "shown_none", { ...values, of: number(this.rows.length) });
    for (const one of this.counts) one.textContent = count;
    const [first, previous, next, last] = this.leaves;
    first.disabled = previous.disabled = this.leaf === 0;
    next.disabled = last.disabled = this.leaf === this.last();
    for (const one of this.leaves) one.hidden = this.chosen.length <= data.size;
  }

  row(row) {
    const cells = this.columns.map((column) => {
      const content = column.cell(row);
      const empty = content === null || content === "";
      const [tag, attributes] = column.head ? ["th", { scope: "row", role: "rowheader" }] : ["td", { role: "cell" }];
      const kind = [column.key, column.figure ? "figure" : "", empty ? "empty" : ""].join(" ").trim();
      const cell = make(tag, { ...attributes, class: kind, "data-label": say(column.key) });
      if (!empty) cell.append(...[content].flat());
      return cell;
    });
    return make("tr", { role: "row", class: row.state }, ...cells);
  }
}
