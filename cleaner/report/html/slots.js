// What any subset of edits makes of the original: the rule of cleaner/edits.py, in the same words.
// A text of n code points has 2n + 1 slots; place p is slot 2p, character p is slot 2p + 1. Of two edits that own a
// slot the one with the higher number decides. An edit puts its text where its first slot stands, if it decides there.

/** First and last (half open) slot of code points start..end; none is the place between two characters. */
function slots(start, end) {
  return start === end ? [2 * start, 2 * start + 1] : [2 * start + 1, 2 * end];
}

/** For each slot the index in `edits` (in the order of their numbers) of the one that decides, or -1. */
function owners(length, edits) {
  const owned = new Int32Array(2 * length + 1).fill(-1);
  edits.forEach((edit, index) => {
    for (let i = 0; i < edit.spans.length; i += 2) owned.fill(index, ...slots(edit.spans[i], edit.spans[i + 1]));
  });
  return owned;
}

/** The slot that an edit puts its text at. */
function firstSlot(edit) {
  return slots(edit.spans[0], edit.spans[1])[0];
}

/**
 * The original in runs that nothing divides: each has one owner (an edit or null), one offer (the last edit that is
 * off and would own it, or null), and begins with the edits that are off (`flags`) whose first slot it begins with.
 * `from` and `to` are the code points in it. Runs with nothing to show are left out.
 */
function runs(points, on, off, cuts) {
  const owned = owners(points.length, on);
  const offered = owners(points.length, off);
  const flags = new Map();
  for (const edit of off) {
    const slot = firstSlot(edit);
    if (flags.has(slot)) flags.get(slot).push(edit);
    else flags.set(slot, [edit]);
  }
  const starts = new Set(cuts.map((cut) => 2 * cut + 1)); // what stands at the place before goes with what is before
  const made = [];
  const last = owned.length;
  for (let slot = 0; slot < last; ) {
    const begin = slot;
    const [owner, offer] = [owned[slot], offered[slot]];
    do slot += 1;
    while (slot < last && owned[slot] === owner && offered[slot] === offer && !flags.has(slot) && !starts.has(slot));
    const edit = owner < 0 ? null : on[owner];
    const run = {
      slot: begin,
      from: begin >> 1,
      to: slot >> 1,
      edit,
      after: edit && firstSlot(edit) === begin ? edit.after : "",
      offer: offer < 0 ? null : off[offer],
      flags: flags.get(begin) ?? [],
    };
    if (run.from < run.to || run.after || run.flags.length) made.push(run);
  }
  return made;
}

/** The text that the edits that are on make of the original. */
function render(points, on) {
  const owned = owners(points.length, on);
  const made = [];
  for (let slot = 0; slot < owned.length; slot += 1) {
    const owner = owned[slot];
    if (owner < 0) {
      if (slot % 2) made.push(points[slot >> 1]);
    } else if (firstSlot(on[owner]) === slot) made.push(on[owner].after);
  }
  return made.join("");
}
