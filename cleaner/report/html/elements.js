// What the scripts of all pages begin with: the page's data, its labels, new elements.

const by = (id) => document.getElementById(id);
const data = JSON.parse(by("data").textContent);

/** A label of the page, filled in. */
function say(key, values = {}) {
  return (data.labels[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** An element with attributes (of which null means none) and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
